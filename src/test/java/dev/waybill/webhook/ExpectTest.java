package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.RawHttp;
import dev.waybill.listener.TestDoor;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A sender that asks before it sends its body hears "continue" only if the body would be read. */
@ResourceLock(TestDoor.SHARED)
class ExpectTest {

    private static final TestDoor DOOR = TestDoor.shared();
    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);

    @Test
    void a_welcome_sender_is_told_to_continue() throws Exception {
        try (Socket socket = RawHttp.connect(DOOR.port())) {
            socket.getOutputStream()
                    .write(head("/webhooks/covver", ORDER.length).getBytes(ISO_8859_1));
            assertThat(RawHttp.Answer.read(socket.getInputStream()).status()).isEqualTo(100);

            socket.getOutputStream().write(ORDER);

            assertThat(RawHttp.Answer.read(socket.getInputStream()).status()).isEqualTo(200);
        }
    }

    @Test
    void a_body_that_is_too_large_is_never_asked_for() throws Exception {
        assertThat(RawHttp.send(DOOR.port(), head("/webhooks/covver", 2 << 20).getBytes(ISO_8859_1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void nobody_is_asked_to_send_to_an_unknown_path() throws Exception {
        assertThat(RawHttp.send(DOOR.port(), head("/nowhere", 10).getBytes(ISO_8859_1))
                        .status())
                .isEqualTo(404);
    }

    private static String head(String path, int length) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: %d\r\ncovverSignature: %s\r\ncovverIdempotencyKey: expect\r\n\r\n"
                .formatted(path, length, TestDoor.sign(ORDER));
    }
}
