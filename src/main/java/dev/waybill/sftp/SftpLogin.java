package dev.waybill.sftp;

import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.LiveSecret;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.jspecify.annotations.Nullable;

/** The login and the only accepted host key. It is a bean, so that no endpoint's address holds a secret. */
class SftpLogin {

    private final SftpSettings sftp;
    private final @Nullable LiveSecret password;
    private final @Nullable LiveSecret passphrase;

    SftpLogin(SftpSettings sftp, FollowFiles files) {
        this.sftp = sftp;
        this.password = followed(sftp.password(), files);
        this.passphrase = followed(sftp.passphrase(), files);
    }

    private static @Nullable LiveSecret followed(@Nullable LiveSecret secret, FollowFiles files) {
        return secret == null ? null : files.follow(secret);
    }

    void on(SftpConfiguration connection) {
        connection.setUsername(sftp.username());
        connection.setPassword(password == null ? null : password.text());
        connection.setPrivateKeyFile(sftp.privateKeyFile());
        connection.setPrivateKeyPassphrase(passphrase == null ? null : passphrase.text());
        connection.setKnownHostsFile(sftp.knownHostsFile());
    }

    @Override
    public String toString() {
        return "SftpLogin";
    }
}
