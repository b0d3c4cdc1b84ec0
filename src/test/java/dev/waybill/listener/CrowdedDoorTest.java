package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.RawHttp;
import dev.waybill.sockets.Connections;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A door with a place for three connections: a fourth takes the place of one that idles. */
class CrowdedDoorTest {

    @Test
    void for_a_connection_too_many_one_that_idles_goes() throws Exception {
        try (TestDoor door = TestDoor.open("waybill.listener.max-connections=3")) {
            try (Socket one = RawHttp.connect(door.port());
                    Socket two = RawHttp.connect(door.port());
                    Socket three = RawHttp.connect(door.port())) {
                List<Socket> all = List.of(one, two, three);
                for (Socket socket : all) {
                    assertThat(isAnswered(socket)).isTrue();
                }
                await().until(
                                () -> { // a connection idles only when its answer has gone, which its sender sees
                                    // before
                                    try (Socket four = RawHttp.connect(door.port())) {
                                        return isAnswered(four);
                                    }
                                });
                await().until(() -> all.stream().anyMatch(CrowdedDoorTest::isClosed));
                assertThat(door.refused("connections")).isPositive();
            }
            await().until(() -> door.bean(Connections.class).open() == 0);
            assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
        }
    }

    private static boolean isAnswered(Socket socket) {
        try {
            socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            return RawHttp.Answer.read(socket.getInputStream()).status() == 404;
        } catch (IOException closed) {
            return false;
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(10);
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
