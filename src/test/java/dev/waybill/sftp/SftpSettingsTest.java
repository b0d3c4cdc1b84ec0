package dev.waybill.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import dev.waybill.connections.Kind;
import dev.waybill.kit.Written;
import dev.waybill.settings.BadSetting;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SftpSettingsTest {

    @TempDir
    private static Path folder;

    private static String known;
    private static String key;

    @BeforeAll
    static void files() throws Exception {
        known = Files.writeString(folder.resolve("known_hosts"), "").toString();
        key = folder.resolve("id_ed25519").toString();
        try (OutputStream out = Files.newOutputStream(Path.of(key))) {
            KeyPair.genKeyPair(new JSch(), KeyPair.ED25519).writeOpenSSHv1PrivateKey(out, "sesame".getBytes(UTF_8));
        }
    }

    @Test
    void blank_settings_are_none() {
        assertThat(settings("", " ", null, "", null, "", "", null, "", "", "").configured())
                .isFalse();
    }

    @Test
    void a_password_or_a_key_with_its_passphrase_is_enough() {
        assertThat(settings("sftp.example.com", "2222", "hub", "pw", null, "", "", null, known, "", "in/orders")
                        .configured())
                .isTrue();
        assertThat(settings("sftp.example.com", "", "hub", "", null, key, "sesame", null, known, "", "")
                        .configured())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        '',      '',    hub, pw, K, '', SFTP_HOST
        '',      '',    '',  '', '', in, SFTP_HOST
        s.ex.com, '',   '',  pw, K, '', SFTP_USERNAME
        s.ex.com, '',   hub, '', K, '', SFTP_PASSWORD
        s.ex.com, '',   hub, pw, '', '', SFTP_KNOWN_HOSTS_FILE
        s.ex.com, '',   hub, pw, /no/such/file, '', SFTP_KNOWN_HOSTS_FILE
        s.ex.com, 0,    hub, pw, K, '', SFTP_PORT
        s.ex.com, 99999, hub, pw, K, '', SFTP_PORT
        s.ex.com, ssh,  hub, pw, K, '', SFTP_PORT
        s.ex.com:22, '', hub, pw, K, '', SFTP_HOST
        s.ex.com, '',   hub, p\uFFFDw, K, '', SFTP_PASSWORD
        s.ex.com, '',   hub, pw, K, /in, SFTP_DIRECTORY
        s.ex.com, '',   hub, pw, K, in*, SFTP_DIRECTORY
        s.ex.com, '',   hub, pw, K, in?x=1, SFTP_DIRECTORY
        """)
    void a_wrong_or_missing_setting_stops_the_start(
            String host, String port, String user, String password, String hosts, String directory, String named) {
        String file = hosts.equals("K") ? known : hosts;
        assertThatThrownBy(() -> settings(host, port, user, password, null, "", "", null, file, "", directory))
                .isInstanceOfSatisfying(
                        BadSetting.class, bad -> assertThat(bad.setting()).isEqualTo(named))
                .hasMessageStartingWith(named + " ");
    }

    @Test
    void a_password_and_a_key_stop_the_start() {
        assertThatThrownBy(() -> settings("s.ex.com", "", "hub", "pw", null, key, "sesame", null, known, "", ""))
                .hasMessage("SFTP_PASSWORD and SFTP_PRIVATE_KEY_FILE are both set: keep one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong"})
    void a_passphrase_that_does_not_open_the_key_stops_the_start(String passphrase) {
        assertThatThrownBy(() -> settings("s.ex.com", "", "hub", "", null, key, passphrase, null, known, "", ""))
                .hasMessage("SFTP_PRIVATE_KEY_PASSPHRASE doesn't open the private key in " + key + ".");
    }

    @Test
    void a_file_without_a_key_stops_the_start() {
        assertThatThrownBy(() -> settings("s.ex.com", "", "hub", "", null, known, "", null, known, "", ""))
                .hasMessage("SFTP_PRIVATE_KEY_FILE holds no private key: " + known + ".");
        assertThatThrownBy(() -> settings("s.ex.com", "", "hub", "", null, "/no/key", "", null, known, "", ""))
                .hasMessage("SFTP_PRIVATE_KEY_FILE names a file that can't be read: /no/key.");
    }

    @Test
    void a_passphrase_without_a_key_stops_the_start() {
        assertThatThrownBy(() -> settings("s.ex.com", "", "hub", "pw", null, "", "sesame", null, known, "", ""))
                .hasMessage(
                        "SFTP_PRIVATE_KEY_FILE is missing, but SFTP_PRIVATE_KEY_PASSPHRASE is set: both or neither.");
    }

    @Test
    void no_secret_is_in_what_a_log_would_show() {
        assertThat(settings("s.ex.com", "", "hub", "pssst", null, "", "", null, known, "", "")
                        .toString())
                .doesNotContain("pssst");
    }

    private static SftpSettings settings(
            String host,
            String port,
            String username,
            String password,
            String passwordFile,
            String key,
            String passphrase,
            String passphraseFile,
            String knownHosts,
            String mark,
            String directory) {
        return SftpSettings.of(Written.of(
                "sftp",
                Kind.SFTP,
                "host",
                host,
                "port",
                port,
                "username",
                username,
                "password",
                password,
                "password-file",
                passwordFile,
                "private-key-file",
                key,
                "private-key-passphrase",
                passphrase,
                "private-key-passphrase-file",
                passphraseFile,
                "known-hosts-file",
                knownHosts,
                "byte-order-mark",
                mark,
                "directory",
                directory));
    }
}
