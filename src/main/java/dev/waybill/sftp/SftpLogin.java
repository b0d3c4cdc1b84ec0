package dev.waybill.sftp;

import org.apache.camel.component.file.remote.SftpConfiguration;

/** The login and the only host key taken. It is a bean, so that no secret is in an endpoint's address. */
class SftpLogin {

    private final SftpSettings sftp;

    SftpLogin(SftpSettings sftp) {
        this.sftp = sftp;
    }

    void on(SftpConfiguration connection) {
        connection.setUsername(sftp.username());
        connection.setPassword(sftp.password());
        connection.setPrivateKeyFile(sftp.privateKeyFile());
        connection.setPrivateKeyPassphrase(sftp.privateKeyPassphrase());
        connection.setKnownHostsFile(sftp.knownHostsFile());
    }

    @Override
    public String toString() {
        return "SftpLogin";
    }
}
