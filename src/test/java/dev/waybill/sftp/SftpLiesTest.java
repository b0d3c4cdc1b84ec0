package dev.waybill.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.ReadOutcome;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A false SFTP server is out of reach, and costs neither memory nor a thread. */
class SftpLiesTest {

    private static final Delivery ORDER = Delivery.of("OrderPlaced", """
        {"data":{"id":"o-1","orderNumber":"123","orderLineItems":[{"id":"l-1"}]}}\
        """);

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "SSH-2.0-x\r\n\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f",
                "SSH-1.5-old\r\n",
                "no line end, no line end, no line end, ",
                "a line\n"
            })
    void a_server_that_is_none_is_out_of_reach(String said) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> say(server, said));
            try (TestRoute route = TestRoute.start(
                    "sftp",
                    "waybill.sftp.host=127.0.0.1",
                    "waybill.sftp.port=" + server.getLocalPort(),
                    "waybill.sftp.username=hub",
                    "waybill.sftp.password=pw",
                    "waybill.sftp.known-hosts-file=" + Files.writeString(home.resolve("known"), ""))) {
                Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(30),
                        () -> assertThat(ReadOutcome.of(route.deliver(ORDER).getException()))
                                .startsWith("UNREACHABLE"));
            }
        }
    }

    /** Up to 4 MB of it, then the end. */
    private static void say(ServerSocket server, String said) {
        try (Socket socket = server.accept()) {
            byte[] bytes = said.getBytes(StandardCharsets.ISO_8859_1);
            for (int sent = 0; sent < 4_000_000; sent += bytes.length) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            // the hub hung up
        }
    }
}
