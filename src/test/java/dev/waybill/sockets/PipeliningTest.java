package dev.waybill.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.RawHttp;
import dev.waybill.listener.TestDoor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Requests sent before the answers to earlier ones: they are served in order, a flood is cut off. */
@ResourceLock(TestDoor.SHARED)
class PipeliningTest {

    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);

    @Test
    void a_few_are_answered_in_order() throws Exception {
        try (Socket socket = RawHttp.connect(TestDoor.shared().port())) {
            for (String round : new String[] {"a", "b"}) {
                for (int i = 0; i < UnansweredRequests.MOST - 2; i++) {
                    socket.getOutputStream().write(signed("pipelined-" + round + i));
                }
                socket.getOutputStream().write(RawHttp.post(ORDER).bytes());
                for (int i = 0; i < UnansweredRequests.MOST - 2; i++) {
                    assertThat(RawHttp.Answer.read(socket.getInputStream()).body())
                            .contains("accepted");
                }
                assertThat(RawHttp.Answer.read(socket.getInputStream()).status())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void a_flood_of_tiny_ones_is_cut_off_while_the_first_is_still_served() throws Exception {
        try (TestDoor door = TestDoor.open();
                Socket socket = RawHttp.connect(door.port())) {
            CountDownLatch held = door.database.hold();
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            flood.writeBytes(signed("flood"));
            flood.writeBytes("GET / HTTP/1.1\r\n\r\n".repeat(1000).getBytes(UTF_8));
            socket.getOutputStream().write(flood.toByteArray());

            assertThat(readOrReset(socket)).isEqualTo(-1);
            assertThat(door.refused("pipelined")).isEqualTo(1);
            held.countDown();
        }
    }

    private static int readOrReset(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    private static byte[] signed(String key) {
        return RawHttp.post(ORDER)
                .header("covverSignature", TestDoor.sign(ORDER))
                .header("covverIdempotencyKey", key)
                .bytes();
    }
}
