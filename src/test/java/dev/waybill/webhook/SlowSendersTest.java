package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever trickles is cut off, although each byte comes well within any idle timeout. */
class SlowSendersTest {

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open(
                "waybill.listener.header-timeout=1s",
                "waybill.listener.request-timeout=2s",
                "waybill.listener.idle-timeout=3s",
                "waybill.listener.drain-timeout=1s",
                "waybill.listener.max-connections=3");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void a_head_that_trickles_is_cut_off() throws Exception {
        assertCutOff("POST /webhooks/covver HTTP/1.1\r\nHost: x\r\n", Duration.ofSeconds(5));
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws Exception {
        assertCutOff("", Duration.ofSeconds(5));
    }

    @Test
    void a_body_that_trickles_is_cut_off_and_gives_its_place_back() throws Exception {
        assertCutOff(
                "POST /webhooks/covver HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n", Duration.ofSeconds(6));
        await().until(() -> door.bean(Admission.class).requests() == 0);
    }

    @Test
    void a_refused_body_that_trickles_is_cut_off_after_its_answer() throws Exception {
        try (Socket socket = RawHttp.connect(door.port())) {
            socket.getOutputStream()
                    .write("POST /webhooks/covver HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n"
                            .getBytes(ISO_8859_1));
            assertThat(RawHttp.Answer.read(socket.getInputStream()).status()).isEqualTo(413);
            trickle(socket, Duration.ofSeconds(5));
        }
    }

    @Test
    void a_second_head_that_trickles_is_cut_off_too() throws Exception {
        try (Socket socket = RawHttp.connect(door.port())) {
            socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(RawHttp.Answer.read(socket.getInputStream()).status()).isEqualTo(404);
            trickle(socket, Duration.ofSeconds(7));
        }
    }

    @Test
    void a_connection_too_many_is_closed_at_once() throws Exception {
        await().until(() -> door.bean(Connections.class).open() == 0);
        try (Socket one = RawHttp.connect(door.port());
                Socket two = RawHttp.connect(door.port());
                Socket three = RawHttp.connect(door.port());
                Socket four = RawHttp.connect(door.port())) {
            assertThat(four.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> door.bean(Connections.class).open() == 0);
        assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
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
