package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.connection.Connections;
import dev.waybill.kit.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A door with a place for three connections: the fourth takes the place of the one that idled longest. */
class CrowdedDoorTest {

    @Test
    void for_a_connection_too_many_the_one_that_idled_longest_goes() throws Exception {
        try (TestDoor door = TestDoor.open("waybill.listener.max-connections=3")) {
            try (Socket one = RawHttp.connect(door.port());
                    Socket two = RawHttp.connect(door.port());
                    Socket three = RawHttp.connect(door.port())) {
                for (Socket socket : List.of(one, two, three)) {
                    assertAnswered(socket); // or a busy machine would see all of them at the same moment
                }
                try (Socket four = RawHttp.connect(door.port())) {
                    assertThat(one.getInputStream().read()).isEqualTo(-1);
                    assertThat(door.refused("connections")).isEqualTo(1);
                    assertAnswered(four);
                }
            }
            await().until(() -> door.bean(Connections.class).open() == 0);
            assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
        }
    }

    private static void assertAnswered(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(RawHttp.Answer.read(socket.getInputStream()).status()).isEqualTo(404);
    }
}
