package dev.waybill.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.RawHttp;
import dev.waybill.kit.Slow;
import dev.waybill.listener.TestDoor;
import dev.waybill.webhook.TlsKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class TlsTest {

    @TempDir
    private Path folder;

    private TlsKeys keys;
    private TestDoor door;

    @BeforeEach
    void makeKeys() throws Exception {
        keys = TlsKeys.selfSigned(folder.resolve("old.p12"), "EC");
        Files.writeString(folder.resolve("cert.pem"), keys.chainPem());
        Files.writeString(folder.resolve("key.pem"), keys.keyPem());
    }

    @AfterEach
    void close() {
        door.close();
    }

    private void open(String headerTimeout) {
        door = TestDoor.open(
                "waybill.listener.certificate=" + folder.resolve("cert.pem"),
                "waybill.listener.key=" + folder.resolve("key.pem"),
                "waybill.listener.header-timeout=" + headerTimeout);
    }

    @Test
    void with_a_certificate_the_door_speaks_tls() throws Exception {
        open("30s");
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(keys.trusting()).build()) {
            HttpResponse<String> answer = http.send(
                    door.webhook(TestDoor.ORDER.getBytes(UTF_8))
                            .uri(URI.create("https://localhost:%d/webhooks/covver".formatted(door.port())))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
        assertThat(door.bean(MeterRegistry.class)
                        .get("waybill.listener.certificate.expiry")
                        .gauge()
                        .value())
                .isBetween(29 * 86_400.0, 30 * 86_400.0);
    }

    @Test
    void a_renewed_certificate_is_shown_to_the_next_while_open_connections_go_on() throws Exception {
        open("1m");
        TlsKeys renewed = TlsKeys.selfSigned(folder.resolve("new.p12"), "RSA");
        try (SSLSocket before = handshake(keys)) {
            Files.writeString(folder.resolve("cert.pem"), renewed.chainPem());
            Files.writeString(folder.resolve("key.pem"), renewed.keyPem());

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(SSLException.class)
                    .untilAsserted(() -> assertThat(shownTo(renewed)).isEqualTo(renewed.certificate()));

            before.getOutputStream().write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(RawHttp.Answer.read(before.getInputStream()).status()).isEqualTo(204);
        }
    }

    @Test
    void a_handshake_that_stalls_is_cut_off() throws Exception {
        open("1s");
        try (Socket socket = RawHttp.connect(door.port())) {
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1}); // the begin of a greeting
            await().until(() -> door.bean(Connections.class).open() == 1);

            assertThat(readOrReset(socket)).isEqualTo(-1);
        }
        await().until(() -> door.bean(Connections.class).open() == 0);
    }

    private SSLSocket handshake(TlsKeys trusted) throws Exception {
        SSLSocket socket = (SSLSocket) trusted.trusting().getSocketFactory().createSocket("localhost", door.port());
        socket.startHandshake();
        return socket;
    }

    private Certificate shownTo(TlsKeys trusted) throws Exception {
        try (SSLSocket socket = handshake(trusted)) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static int readOrReset(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }
}
