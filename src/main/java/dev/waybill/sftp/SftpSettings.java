package dev.waybill.sftp;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection to an SFTP server: the server, the login and the folder for files.
 *
 * @param host the SFTP server; null: the connection is not used
 * @param port the server's port; null: 22
 * @param username the login's name
 * @param password the login's password, instead of a private key
 * @param privateKeyFile the file with the login's private key, in OpenSSH or PEM form
 * @param passphrase the private key's passphrase; null if it has none
 * @param knownHostsFile the file with the server's host key, as {@code ssh-keyscan} prints it; no other key is accepted
 * @param byteOrderMark true: each file begins with U+FEFF, by which Excel recognises UTF-8
 * @param directory the folder for files, relative to the login's directory; it must exist. Null: that directory itself
 */
record SftpSettings(
        @Nullable String host,
        @Nullable String port,
        @Nullable String username,
        @Nullable LiveSecret password,
        @Nullable String privateKeyFile,
        @Nullable LiveSecret passphrase,
        @Nullable String knownHostsFile,
        boolean byteOrderMark,
        @Nullable String directory) {

    /** The settings that make a connection. */
    static final List<String> WANTED = List.of("host", "username", "password", "private-key-file", "known-hosts-file");

    /**
     * Reads and checks the settings.
     *
     * @throws BadSetting if one is missing, contradicts another or can't be used
     */
    static SftpSettings of(ConnectionSettings settings) {
        Setting server = settings.option("host");
        Setting serverPort = settings.option("port");
        Setting login = settings.option("username");
        LiveSecret password = settings.secret("password", any -> {});
        Setting secret = settings.setting("password", password);
        Setting key = settings.option("private-key-file");
        LiveSecret opening = settings.secret("private-key-passphrase", any -> {});
        Setting passphrase = settings.setting("private-key-passphrase", opening);
        Setting known = settings.option("known-hosts-file");
        Setting mark = settings.option("byte-order-mark");
        Setting folder = settings.option("directory");

        Setting.hold(
                () -> passphrase.needs(key),
                () -> Stream.of(serverPort, login, secret, key, known, folder).forEach(other -> other.needs(server)),
                () -> server.needs(login),
                () -> server.needs(known),
                () -> secret.excludes(key),
                () -> secret.check(
                        !server.isSet() || secret.isSet() || key.isSet(),
                        "and %s are both missing: the login needs one of them".formatted(key.name())),
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

        return new SftpSettings(
                server.value(),
                serverPort.value(),
                login.value(),
                password,
                key.value(),
                opening,
                known.value(),
                mark.isYes(),
                folder.value());
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
