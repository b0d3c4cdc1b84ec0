package dev.waybill.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no well-behaved server gives, byte by byte. */
class BoundedAnswerTest {

    private static final Delivery EVENT = Delivery.of("ProductCreated", "{\"data\":{}}");

    /** Writes one answer, and then what it likes. */
    private interface Script {
        void answer(OutputStream out) throws IOException;
    }

    private static ServerSocket server;
    private static TestRoute route;
    private static volatile Script script = out -> {};
    private static volatile boolean keepsConnections;

    @BeforeAll
    static void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(BoundedAnswerTest::serve);
        route = TestRoute.start(
                "erp",
                "waybill.erp.url=http://127.0.0.1:" + server.getLocalPort(),
                "camel.component.http.response-timeout=500",
                "camel.component.http.so-timeout=500");
    }

    @AfterAll
    static void stop() throws IOException {
        route.close();
        server.close();
    }

    @AfterEach
    void silence() {
        script = out -> {};
        keepsConnections = false;
    }

    @Test
    void of_an_endless_answer_the_first_16_kib_are_kept_and_the_connection_is_dropped() {
        script = out -> {
            write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            while (true) {
                out.write(new byte[8192]);
            }
        };
        Exchange done = route.deliver(EVENT);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(byte[].class)).hasSize(BoundedAnswer.KEPT_BYTES);
    }

    @Test
    void codings_by_the_dozen_use_up_no_connection() {
        keepsConnections = true;
        script = out -> write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, br, gzip, deflate, gzip, zstd, gzip\r\n"
                        + "Content-Length: 2\r\n\r\nok");
        for (int i = 0; i < 65; i++) {
            Exchange done = route.deliver(EVENT);
            assertThat(done.getException()).as("request %d", i + 1).isNull();
            assertThat(done.getMessage().getBody(String.class)).isEqualTo("ok");
        }
    }

    @Test
    void a_packed_answer_stays_packed() throws IOException {
        byte[] bomb = packed(50_000_000);
        script = out -> {
            write(
                    out,
                    "HTTP/1.1 422 No\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length
                            + "\r\n\r\n");
            out.write(bomb);
        };
        HttpOperationFailedException failure = failure(route.deliver(EVENT));
        assertThat(failure.getStatusCode()).isEqualTo(422);
        assertThat(failure.getResponseBody()).startsWith("\u001f").hasSizeLessThanOrEqualTo(BoundedAnswer.KEPT_BYTES);
    }

    @Test
    void a_body_that_breaks_off_is_still_an_answer() {
        script = out -> write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\ntaken");
        Exchange done = route.deliver(EVENT);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class)).isEqualTo("taken");
    }

    @Test
    void a_body_that_stalls_is_still_an_answer() throws IOException {
        script = out -> {
            write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\n");
            stall();
        };
        assertThat(route.deliver(EVENT).getException()).isNull();
    }

    /** Within the limit of a silence, as chunks and as the length of a chunk that never comes to its end. */
    @ParameterizedTest
    @ValueSource(strings = {"1\r\n \r\n", "0"})
    void a_body_that_drips_is_an_answer_after_seconds(String drop) {
        AtomicInteger requests = new AtomicInteger();
        script = out -> {
            requests.incrementAndGet();
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntaken\r\n");
            while (true) {
                write(out, drop);
                out.flush();
                LockSupport.parkNanos(200_000_000);
            }
        };
        Instant begun = Instant.now();
        Exchange done = route.deliver(EVENT);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class)).startsWith("taken");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(requests).hasValue(1);
    }

    @Test
    void a_body_that_is_not_packed_as_it_claims_is_still_an_answer() {
        script = out -> write(
                out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
        assertThat(route.deliver(EVENT).getException()).isNull();
    }

    @Test
    void a_charset_that_does_not_exist_does_not_hide_the_status() {
        script = out -> write(
                out,
                "HTTP/1.1 400 No\r\n"
                        + "Connection: close\r\n"
                        + "Content-Type: text/plain; charset=klingon\r\n"
                        + "Content-Length: 2\r\n\r\n"
                        + "no");
        HttpOperationFailedException failure = failure(route.deliver(EVENT));
        assertThat(failure.getStatusCode()).isEqualTo(400);
        assertThat(failure.getResponseBody()).isEqualTo("no");
    }

    @Test
    void a_java_object_in_the_answer_is_not_read() {
        script = out -> write(
                out,
                "HTTP/1.1 200 OK\r\n"
                        + "Connection: close\r\n"
                        + "Content-Type: application/x-java-serialized-object\r\n"
                        + "Content-Length: 4\r\n\r\n"
                        + "rO0A");
        assertThat(route.deliver(EVENT).getMessage().getBody(String.class)).isEqualTo("rO0A");
    }

    private static void serve() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                Script now = script;
                boolean keeps = keepsConnections;
                Thread.ofVirtual().start(() -> answer(connection, now, keeps));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** A kept connection is the client's to close: the next test may already send on it. */
    private static void answer(Socket connection, Script now, boolean keeps) {
        try (connection) {
            readRequest(connection.getInputStream());
            now.answer(connection.getOutputStream());
            while (keeps && readRequest(connection.getInputStream())) {
                script.answer(connection.getOutputStream());
            }
        } catch (IOException e) {
            // the hub hung up, as some of these tests want it to
        }
    }

    /** Up to the end of the small JSON document that these tests post. */
    private static boolean readRequest(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith("}}")) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            request.append((char) next);
        }
        return true;
    }

    private static void stall() throws IOException {
        try (var never = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            never.setSoTimeout(2_000);
            never.accept();
        }
    }

    private static byte[] packed(int zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[zeros]);
        }
        return bytes.toByteArray();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    private static HttpOperationFailedException failure(Exchange done) {
        assertThat(done.getException()).isInstanceOf(HttpOperationFailedException.class);
        return done.getException(HttpOperationFailedException.class);
    }
}
