package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.kit.RawHttp;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender that writes all it has before it reads must find its answer, not a reset connection. */
@ResourceLock(TestDoor.SHARED)
class StillWritingTest {

    private static final TestDoor DOOR = TestDoor.shared();
    private static final byte[] BIG = new byte[20 << 20];

    @Test
    void a_sender_of_20_megabytes_sees_its_413() throws Exception {
        RawHttp.Answer answer = RawHttp.post(BIG).send(DOOR.port());

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.headers()).containsEntry("connection", "close");
        assertThat(answer.body()).contains("urn:waybill:problem:too-large");
    }

    @Test
    void a_sender_of_20_megabytes_in_chunks_sees_its_413() throws Exception {
        RawHttp.Answer answer = RawHttp.chunked(BIG, 50_000).send(DOOR.port());

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.headers()).containsEntry("connection", "close");
    }

    @Test
    void the_connection_is_closed_after_it() throws Exception {
        try (Socket socket = RawHttp.connect(DOOR.port())) {
            socket.getOutputStream().write(RawHttp.post(BIG).bytes());
            assertThat(RawHttp.Answer.read(socket.getInputStream()).status()).isEqualTo(413);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/webhooks/nobody"})
    void a_big_body_on_an_unknown_path_sees_its_404(String path) throws Exception {
        String head = "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n".formatted(path, BIG.length);

        assertThat(RawHttp.send(DOOR.port(), concat(head.getBytes(ISO_8859_1), BIG))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_declared_length_over_the_limit_is_413_before_a_byte_of_it_came() throws Exception {
        String head = "POST /webhooks/covver HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n";

        assertThat(RawHttp.send(DOOR.port(), head.getBytes(ISO_8859_1)).status())
                .isEqualTo(413);
    }

    @Test
    void nothing_of_a_refused_body_stays_inside() throws Exception {
        RawHttp.chunked(BIG, 50_000).send(DOOR.port());

        assertThat(DOOR.bean(Admission.class).requests()).isZero();
        assertThat(DOOR.bean(Admission.class).bytes()).isZero();
    }

    @Test
    void a_sender_that_never_stops_is_cut_off() {
        try (TestDoor door = TestDoor.open("waybill.listener.max-drain=4MB")) {
            assertThatThrownBy(() -> {
                        try (Socket socket = RawHttp.connect(door.port())) {
                            socket.getOutputStream()
                                    .write(
                                            "POST /webhooks/covver HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n"
                                                    .getBytes(ISO_8859_1));
                            for (int megabyte = 0; megabyte < 200; megabyte++) {
                                socket.getOutputStream().write(BIG, 0, 1 << 20);
                            }
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private static byte[] concat(byte[] head, byte[] body) {
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
