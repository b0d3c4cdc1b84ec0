package dev.waybill.sftp;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The SFTP server, the login and the folder for files.
 *
 * @param host the SFTP server; null: the destination is not used
 * @param port the server's port; null: 22
 * @param username the login's name
 * @param password the login's password, instead of a private key
 * @param passwordFile a file that holds the password instead
 * @param privateKeyFile the file with the login's private key, in OpenSSH or PEM form
 * @param privateKeyPassphrase the private key's passphrase; null if it has none
 * @param privateKeyPassphraseFile a file that holds the passphrase instead
 * @param knownHostsFile the file with the server's host key, as {@code ssh-keyscan} prints it; no other key is accepted
 * @param byteOrderMark {@code true}: each file begins with U+FEFF, by which Excel recognises UTF-8
 * @param directory the folder for files, relative to the login's directory; it must exist. Null: that directory itself
 */
@Validated
@ConfigurationProperties("waybill.sftp")
record SftpSettings(
        @Nullable String host,
        @Nullable String port,
        @Nullable String username,
        @Nullable String password,
        @Nullable String passwordFile,
        @Nullable String privateKeyFile,
        @Nullable String privateKeyPassphrase,
        @Nullable String privateKeyPassphraseFile,
        @Nullable String knownHostsFile,
        @DefaultValue("false") @Nullable String byteOrderMark,
        @Nullable String directory) {

    SftpSettings {
        Setting server = Setting.of("SFTP_HOST", host);
        Setting serverPort = Setting.of("SFTP_PORT", port);
        Setting login = Setting.of("SFTP_USERNAME", username);
        Setting secret = LiveSecret.setting("SFTP_PASSWORD", secret("SFTP_PASSWORD", password, passwordFile));
        Setting key = Setting.of("SFTP_PRIVATE_KEY_FILE", privateKeyFile);
        Setting passphrase = LiveSecret.setting(
                "SFTP_PRIVATE_KEY_PASSPHRASE",
                secret("SFTP_PRIVATE_KEY_PASSPHRASE", privateKeyPassphrase, privateKeyPassphraseFile));
        Setting known = Setting.of("SFTP_KNOWN_HOSTS_FILE", knownHostsFile);
        Setting mark = Setting.of("SFTP_BYTE_ORDER_MARK", byteOrderMark);
        Setting folder = Setting.of("SFTP_DIRECTORY", directory);

        Setting.hold(
                () -> passphrase.needs(key),
                () -> Stream.of(serverPort, login, secret, key, known, folder).forEach(other -> other.needs(server)),
                () -> server.needs(login),
                () -> server.needs(known),
                () -> secret.excludes(key),
                () -> secret.check(
                        !server.isSet() || secret.isSet() || key.isSet(),
                        "and SFTP_PRIVATE_KEY_FILE are both missing: the login needs one of them"),
                server::isHost,
                serverPort::isPort,
                () -> {
                    isReadable(key);
                    opens(key, passphrase);
                },
                () -> isReadable(known),
                () -> folder.check(
                        folder.value() == null || !folder.value().startsWith("/"),
                        "must be relative to the login's directory: without a slash at its start"),
                () -> folder.check(
                        folder.value() == null || folder.value().matches("[\\p{L}\\p{N} ._/-]+"),
                        "may contain only letters, digits, spaces and . _ - /"));

        host = server.value();
        port = serverPort.value();
        username = login.value();
        privateKeyFile = key.value();
        knownHostsFile = known.value();
        byteOrderMark = Boolean.toString(mark.isYes());
        directory = folder.value();
    }

    /** Returns the current password; null if there is none. */
    @Nullable
    LiveSecret passwordSecret() {
        return secret("SFTP_PASSWORD", password, passwordFile);
    }

    /** Returns the private key's current passphrase; null if there is none. */
    @Nullable
    LiveSecret passphraseSecret() {
        return secret("SFTP_PRIVATE_KEY_PASSPHRASE", privateKeyPassphrase, privateKeyPassphraseFile);
    }

    private static @Nullable LiveSecret secret(String name, @Nullable String value, @Nullable String file) {
        return LiveSecret.text(name, value, file, any -> {});
    }

    boolean configured() {
        return host != null;
    }

    @Override
    public String toString() {
        return "SftpSettings[host=%s, username=%s, directory=%s]".formatted(host, username, directory);
    }

    private static void isReadable(Setting file) {
        file.check(
                file.value() == null
                        || Files.isRegularFile(Path.of(file.value())) && Files.isReadable(Path.of(file.value())),
                "names a file that can't be read: " + file.value());
    }

    private static void opens(Setting key, Setting passphrase) {
        if (key.value() == null) {
            return;
        }
        try {
            KeyPair pair = KeyPair.load(new JSch(), key.value());
            passphrase.check(
                    !pair.isEncrypted() || passphrase.value() != null && pair.decrypt(passphrase.value()),
                    "doesn't open the private key in " + key.value());
            pair.dispose();
        } catch (JSchException e) {
            throw new BadSetting(key.name(), "%s holds no private key: %s.".formatted(key.name(), key.value()));
        }
    }
}
