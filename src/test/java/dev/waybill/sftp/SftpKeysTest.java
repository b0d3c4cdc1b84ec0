package dev.waybill.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.sandbox.SftpServer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpKeysTest {

    private static final Delivery ORDER =
            Delivery.of("OrderPlaced", "{\"data\":{\"orderNumber\":\"123\",\"orderLineItems\":[{}]}}");

    @TempDir
    private Path home;

    private SftpServer server;

    @BeforeEach
    void start() {
        server = SftpServer.start(home, "unused");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_ed25519_key_with_a_passphrase_opens_the_login() throws Exception {
        Path key = key("open sesame");
        try (TestRoute route = TestRoute.start(
                "sftp",
                "waybill.sftp.host=" + server.host(),
                "waybill.sftp.port=" + server.port(),
                "waybill.sftp.username=" + SftpServer.USER,
                "waybill.sftp.private-key-file=" + key,
                "waybill.sftp.private-key-passphrase=open sesame",
                "waybill.sftp.known-hosts-file=" + server.knownHosts())) {
            assertThat(route.deliver(ORDER).getException()).isNull();
        }
        assertThat(server.files()).containsExactly(Path.of("123-placed-7.csv"));
    }

    @Test
    void a_new_password_in_its_file_is_used_without_a_restart() throws Exception {
        Path file = Files.writeString(home.resolve("password"), "unused\n");
        try (TestRoute route = TestRoute.start(
                "sftp",
                "waybill.sftp.host=" + server.host(),
                "waybill.sftp.port=" + server.port(),
                "waybill.sftp.username=" + SftpServer.USER,
                "waybill.sftp.password-file=" + file,
                "waybill.sftp.known-hosts-file=" + server.knownHosts())) {
            assertThat(route.deliver(ORDER).getException()).isNull();
            server.password("n{{e}}w ${HOME}");
            server.stop();
            server.resume();
            assertThat(route.deliver(ORDER).getException()).isNotNull();
            Files.writeString(file, "n{{e}}w ${HOME}\n");
            await().until(() -> route.deliver(ORDER).getException() == null);
        }
    }

    @Test
    void a_server_with_another_host_key_gets_nothing() throws Exception {
        String stranger = Files.readString(server.knownHosts());
        server.close();
        Files.delete(home.resolve("sftp-host.key"));
        server = SftpServer.startOn(server.port(), home, "pw");
        Path old = Files.writeString(home.resolve("old_known_hosts"), stranger);

        try (TestRoute route = TestRoute.start(
                "sftp",
                "waybill.sftp.host=" + server.host(),
                "waybill.sftp.port=" + server.port(),
                "waybill.sftp.username=" + SftpServer.USER,
                "waybill.sftp.password=pw",
                "waybill.sftp.known-hosts-file=" + old)) {
            assertThat(route.deliver(ORDER).getException()).rootCause().hasMessageContaining("HostKey");
        }
        assertThat(server.files()).isEmpty();
        assertThat(old).hasContent(stranger);
    }

    private Path key(String passphrase) throws Exception {
        KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
        ByteArrayOutputStream secret = new ByteArrayOutputStream();
        pair.writeOpenSSHv1PrivateKey(secret, passphrase.getBytes(UTF_8));
        ByteArrayOutputStream open = new ByteArrayOutputStream();
        pair.writePublicKey(open, "hub");
        server.authorize(
                AuthorizedKeyEntry.parseAuthorizedKeyEntry(open.toString(UTF_8).strip())
                        .resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
        return Files.write(home.resolve("id_ed25519"), secret.toByteArray());
    }
}
