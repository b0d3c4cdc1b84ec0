package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.RawHttp;
import dev.waybill.kit.Slow;
import dev.waybill.sockets.Connections;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Senders that trickle are cut off, although each byte comes well within any idle timeout. */
@Slow
class SlowSendersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open(
                "waybill.listener.header-timeout=3s",
                "waybill.listener.request-timeout=4s",
                "waybill.listener.idle-timeout=3s",
                "waybill.listener.drain-timeout=1s",
                "waybill.listener.body-rate-over=1s");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void a_head_that_trickles_is_cut_off() throws Exception {
        assertCutOff("POST /webhooks/covver HTTP/1.1\r\nHost: x\r\n", PATIENCE);
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws Exception {
        assertCutOff("", PATIENCE);
    }

    @Test
    void a_body_that_stalls_before_its_last_bytes_is_408_and_gives_its_place_back() throws Exception {
        try (Socket socket = RawHttp.connect(door.port())) {
            byte[] all = RawHttp.post(new byte[1 << 20]).bytes();
            socket.getOutputStream().write(all, 0, all.length - 6);

            RawHttp.Answer answer = RawHttp.Answer.read(socket.getInputStream());

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(answer.body()).contains("urn:waybill:problem:too-slow");
            assertThat(door.bean(Admission.class).requests()).isZero();
            assertThat(door.bean(Admission.class).bytes()).isZero();
            trickle(socket, PATIENCE);
        }
        assertThat(door.refused("slow_body")).isPositive();
    }

    @Test
    void a_peer_that_never_reads_is_gone_within_its_time() throws Exception {
        try (Socket socket = RawHttp.deaf(door.port())) {
            byte[] gets = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000).getBytes(ISO_8859_1);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
                try {
                    socket.getOutputStream().write(gets);
                    return false;
                } catch (IOException reset) {
                    return true;
                }
            });
        }
        await().until(() -> door.bean(Connections.class).open() == 0);
        assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
    }

    @Test
    void a_body_that_trickles_is_cut_off_and_gives_its_place_back() throws Exception {
        assertCutOff("POST /webhooks/covver HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n", PATIENCE);
        await().until(() -> door.bean(Admission.class).requests() == 0);
    }

    @Test
    void a_refused_body_that_trickles_is_cut_off_after_its_answer() throws Exception {
        try (Socket socket = RawHttp.connect(door.port())) {
            socket.getOutputStream()
                    .write("POST /webhooks/covver HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n"
                            .getBytes(ISO_8859_1));
            assertThat(RawHttp.Answer.read(socket.getInputStream()).status()).isEqualTo(413);
            trickle(socket, PATIENCE);
        }
    }

    @Test
    void a_second_head_that_trickles_is_cut_off_too() throws Exception {
        try (Socket socket = RawHttp.connect(door.port())) {
            socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(RawHttp.Answer.read(socket.getInputStream()).status()).isEqualTo(404);
            trickle(socket, PATIENCE);
        }
    }

    private static void assertCutOff(String start, Duration within) throws Exception {
        try (Socket socket = RawHttp.connect(door.port())) {
            socket.getOutputStream().write(start.getBytes(ISO_8859_1));
            trickle(socket, within);
        }
    }

    /** One byte every 100 ms until the other side hangs up. */
    private static void trickle(Socket socket, Duration within) throws IOException {
        socket.setSoTimeout(1);
        await().atMost(within).pollInterval(Duration.ofMillis(100)).until(() -> {
            try {
                socket.getOutputStream().write('x');
                return socket.getInputStream().read() == -1;
            } catch (java.net.SocketTimeoutException stillOpen) {
                return false;
            } catch (IOException reset) {
                return true;
            }
        });
    }
}
