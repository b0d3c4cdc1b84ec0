package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.RawHttp;
import dev.waybill.webhook.SeenThreads;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event loop serves hundreds of connections: nothing may keep it. */
class EventLoopTest {

    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);
    private static final int MANY = 300;

    private TestDoor door;
    private SeenThreads threads;

    @BeforeEach
    void open() {
        door = TestDoor.open(
                "waybill.listener.connections-per-address=1024", "waybill.listener.in-flight-per-address=1024");
        threads = door.bean(SeenThreads.class);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void while_hundreds_wait_for_their_commit_every_loop_answers_at_once() throws Exception {
        CountDownLatch held = door.database.hold();
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                waiting.add(sent(signed(ORDER, "many-" + i)));
            }
            await().until(() -> door.bean(Admission.class).requests() == MANY);

            // as many connections as there are loops, and some more
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                HttpResponse<String> other = door.send(door.post(ORDER).method("GET", BodyPublishers.noBody()));
                assertThat(other.statusCode()).isEqualTo(405);
            }

            held.countDown();
            for (Socket socket : waiting) {
                assertThat(RawHttp.Answer.read(socket.getInputStream()).status())
                        .isEqualTo(200);
            }
        } finally {
            held.countDown();
            for (Socket socket : waiting) {
                socket.close();
            }
        }
        assertThat(door.events()).isEqualTo(MANY);
    }

    @Test
    void a_small_webhook_never_leaves_its_event_loop() throws Exception {
        assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);

        assertThat(threads.afterEachStep).isNotEmpty();
        assertThat(Set.copyOf(threads.afterEachStep)).singleElement().asString().startsWith("vert.x-eventloop-thread-");
    }

    @Test
    void a_large_body_is_verified_and_parsed_by_a_worker_and_answered_by_the_loop() throws Exception {
        String large = "{\"type\":\"OrderPlaced\",\"data\":\"%s\"}".formatted("x".repeat(WebhookRun.MOST_ON_THE_LOOP));

        assertThat(door.send(large).statusCode()).isEqualTo(200);

        assertThat(threads.of("verifySignature")).startsWith("vert.x-worker-thread-");
        assertThat(threads.of("readEnvelope")).startsWith("vert.x-worker-thread-");
        assertThat(threads.of("answerAccepted")).startsWith("vert.x-eventloop-thread-");
    }

    @Test
    void a_body_that_was_indented_is_verified_by_a_thread_for_that() throws Exception {
        byte[] indented = "{ \"type\": \"OrderPlaced\" }".getBytes(UTF_8);
        byte[] signed = "{\"type\":\"OrderPlaced\"}".getBytes(UTF_8);

        HttpResponse<String> answer = door.send(door.post(indented)
                .header("covverSignature", TestDoor.sign(signed))
                .header("covverIdempotencyKey", "indented"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(threads.of("readEnvelope")).startsWith("second-check-");
        assertThat(threads.of("answerAccepted")).startsWith("vert.x-eventloop-thread-");
    }

    @Test
    void connections_are_dealt_out_to_a_loop_for_each_core() throws Exception {
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            assertThat(RawHttp.send(door.port(), signed(ORDER, "dealt-" + i)).status())
                    .isEqualTo(200);
        }

        assertThat(Set.copyOf(threads.afterEachStep))
                .hasSize(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void a_webhook_that_is_not_committed_in_time_is_503_with_no_thread_that_waited() throws Exception {
        try (TestDoor hasty = TestDoor.open("waybill.inbox.intake.answer-within=300ms")) {
            CountDownLatch held = hasty.database.hold();
            try {
                long began = System.nanoTime();
                HttpResponse<String> answer = hasty.send(TestDoor.ORDER);

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
            } finally {
                held.countDown();
            }
        }
    }

    private byte[] signed(byte[] body, String key) {
        return RawHttp.post(body)
                .header("covverSignature", TestDoor.sign(body))
                .header("covverIdempotencyKey", key)
                .bytes();
    }

    private Socket sent(byte[] request) throws Exception {
        Socket socket = RawHttp.connect(door.port());
        socket.getOutputStream().write(request);
        return socket;
    }
}
