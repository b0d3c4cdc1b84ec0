package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpServerTest {

    @TempDir
    Path home;

    private SftpServer server;

    @BeforeEach
    void start() {
        server = SftpServer.start(home, "secret");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void an_upload_that_is_renamed_lies_in_the_folder_and_is_told() throws Exception {
        List<Path> told = new CopyOnWriteArrayList<>();
        server.watch(told::add);

        upload("order.tmp", "a,b", "order.csv");

        assertThat(server.files()).containsExactly(Path.of("order.csv"));
        assertThat(server.root().resolve("order.csv")).hasContent("a,b");
        assertThat(told).singleElement().asString().endsWith("order.csv");
    }

    @Test
    void a_wrong_password_is_refused() {
        assertThatThrownBy(() -> connect("wrong", server.knownHosts())).hasMessageContaining("Auth fail");
    }

    @Test
    void the_right_password_is_refused_while_logins_are() throws Exception {
        server.refuseLogin(true);
        assertThatThrownBy(() -> connect("secret", server.knownHosts())).hasMessageContaining("Auth fail");
        server.refuseLogin(false);
        connect("secret", server.knownHosts()).disconnect();
    }

    @Test
    void a_private_key_is_enough_once_authorised() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        Path file = home.resolve("id");
        try (var out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
        }
        JSch jsch = new JSch();
        jsch.setKnownHosts(server.knownHosts().toString());
        jsch.addIdentity(file.toString());

        assertThatThrownBy(() -> session(jsch).connect(10_000)).hasMessageContaining("Auth fail");
        server.authorize(pair.getPublic());
        Session session = session(jsch);
        session.connect(10_000);
        assertThat(session.isConnected()).isTrue();
        session.disconnect();
    }

    @Test
    void a_client_that_expects_another_host_key_goes_no_further(@TempDir Path other) throws Exception {
        Path wrong = other.resolve("known_hosts");
        try (SftpServer stranger = SftpServer.start(other, "secret")) {
            String line = Files.readString(stranger.knownHosts());
            Files.writeString(wrong, line.replace(":" + stranger.port() + " ", ":" + server.port() + " "));
        }

        assertThatThrownBy(() -> connect("secret", wrong))
                .isInstanceOf(JSchException.class)
                .hasMessageContaining("HostKey has been changed");
    }

    @Test
    void a_restart_keeps_port_and_host_key() throws Exception {
        String known = Files.readString(server.knownHosts());
        int port = server.port();
        server.stop();
        assertThatThrownBy(() -> connect("secret", server.knownHosts())).hasMessageContaining("refused");

        server.resume();

        assertThat(server.port()).isEqualTo(port);
        assertThat(server.knownHosts()).hasContent(known);
        connect("secret", server.knownHosts()).disconnect();
    }

    @Test
    void a_full_disk_fails_the_write() throws Exception {
        server.diskFull(true);
        assertThatThrownBy(() -> upload("order.tmp", "a,b", "order.csv"))
                .isInstanceOfSatisfying(
                        SftpException.class, e -> assertThat(e.id).isEqualTo(ChannelSftp.SSH_FX_FAILURE));
        server.diskFull(false);
        upload("order.tmp", "a,b", "order.csv");
        assertThat(server.files()).containsExactly(Path.of("order.csv"));
    }

    @Test
    void a_rename_over_an_existing_file_works_unless_told_otherwise() throws Exception {
        upload("1.tmp", "old", "order.csv");
        upload("2.tmp", "new", "order.csv");
        assertThat(server.root().resolve("order.csv")).hasContent("new");

        server.keepExisting(true);

        assertThatThrownBy(() -> upload("3.tmp", "newer", "order.csv"))
                .isInstanceOfSatisfying(
                        SftpException.class, e -> assertThat(e.id).isEqualTo(ChannelSftp.SSH_FX_FAILURE));
        assertThat(server.root().resolve("order.csv")).hasContent("new");
    }

    @Test
    void nothing_above_the_root_can_be_seen() throws Exception {
        Session session = connect("secret", server.knownHosts());
        ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
        sftp.connect(10_000);
        assertThatThrownBy(() -> sftp.get("../sftp-host.key").readAllBytes()).isInstanceOf(SftpException.class);
        session.disconnect();
    }

    private void upload(String temporary, String content, String name) throws Exception {
        Session session = connect("secret", server.knownHosts());
        try {
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(10_000);
            sftp.put(new ByteArrayInputStream(content.getBytes()), temporary);
            sftp.rename(temporary, name);
        } finally {
            session.disconnect();
        }
    }

    private Session connect(String password, Path knownHosts) throws JSchException {
        JSch jsch = new JSch();
        jsch.setKnownHosts(knownHosts.toString());
        Session session = session(jsch);
        session.setPassword(password);
        session.connect(10_000);
        return session;
    }

    private Session session(JSch jsch) throws JSchException {
        Session session = jsch.getSession(SftpServer.USER, server.host(), server.port());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey,password");
        return session;
    }
}
