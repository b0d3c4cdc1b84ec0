package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.availability.Intake;
import dev.waybill.availability.IntakeClosed;
import dev.waybill.cluster.Tick;
import dev.waybill.kit.RawHttp;
import dev.waybill.sockets.Connections;
import dev.waybill.webhook.AnswersTest;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

/** When nothing can be taken now, the answer is 503 and says when to come again; never a 404 that a sender takes as final. */
class GateTest {

    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);

    private TestDoor door;

    @BeforeEach
    void open() {
        door = TestDoor.open(
                "waybill.listener.max-in-flight=2",
                "waybill.listener.max-in-flight-bytes=1MB",
                "waybill.listener.reserve=0");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_suspended_route_is_503_until_it_is_resumed() throws Exception {
        door.camel().getRouteController().suspendRoute("covver-intake");
        assertUnavailable(door.send(TestDoor.ORDER));

        door.camel().getRouteController().resumeRoute("covver-intake");
        assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
    }

    @Test
    void a_stopped_route_is_503_until_it_is_started() throws Exception {
        door.camel().getRouteController().stopRoute("covver-intake");
        assertUnavailable(door.send(TestDoor.ORDER));

        door.camel().getRouteController().startRoute("covver-intake");
        assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
    }

    @Test
    void a_hub_that_is_not_ready_is_503() throws Exception {
        AvailabilityChangeEvent.publish(door.context, ReadinessState.REFUSING_TRAFFIC);
        assertUnavailable(door.send(TestDoor.ORDER));

        AvailabilityChangeEvent.publish(door.context, ReadinessState.ACCEPTING_TRAFFIC);
        assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
    }

    @Test
    void a_database_that_is_away_is_503_and_nothing_is_lost_when_it_is_back() throws Exception {
        String key = UUID.randomUUID().toString();
        door.database.away = true;
        assertUnavailable(door.send(door.signed(ORDER, key)));
        await().until(() -> door.bean(Intake.class).closed() == IntakeClosed.DATABASE_AWAY);
        assertUnavailable(door.send(door.post(ORDER))); // unsigned, but nobody looks into it

        door.database.away = false;
        await().until(() -> door.bean(Intake.class).closed() == null);
        assertThat(door.send(door.signed(ORDER, key)).body()).contains("accepted");
    }

    @Test
    void over_the_backlog_limit_it_is_503_and_says_why_until_enough_is_done() throws Exception {
        try (TestDoor limited = TestDoor.open("waybill.inbox.backlog.max-events=10")) {
            Tick look = limited.bean(Tick.class);
            for (int i = 0; i < 11; i++) {
                assertThat(limited.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
            }
            look.tick();
            HttpResponse<String> refused = limited.send(TestDoor.ORDER);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(refused.body()).contains("urn:waybill:problem:backlog-full", "has too much unfinished work");
            assertThat(limited.counted("covver", "backlog_full")).isEqualTo(1);
            assertThat(limited.events()).isEqualTo(11);
        }
    }

    @Test
    void one_more_than_fits_is_503() throws Exception {
        CountDownLatch held = door.database.hold();
        CompletableFuture<HttpResponse<String>> first = sendAside();
        CompletableFuture<HttpResponse<String>> second = sendAside();
        await().until(() -> door.bean(Admission.class).requests() == 2);

        assertUnavailable(door.send(TestDoor.ORDER));

        held.countDown();
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(second.get().statusCode()).isEqualTo(200);
        await().until(() -> door.bean(Admission.class).requests() == 0);
        assertThat(door.bean(Admission.class).bytes()).isZero();
    }

    @Test
    void bytes_over_those_that_fit_are_503() throws Exception {
        try (Socket slow = RawHttp.connect(door.port())) {
            byte[] big = RawHttp.post(new byte[1 << 20]).bytes();
            slow.getOutputStream().write(big, 0, big.length - 10);
            await().until(() -> door.bean(Admission.class).bytes() > 1_000_000);

            assertUnavailable(door.send(TestDoor.ORDER));

            slow.getOutputStream().write(big, big.length - 10, 10);
            assertThat(RawHttp.Answer.read(slow.getInputStream()).status()).isEqualTo(401);
        }
        await().until(() -> door.bean(Admission.class).bytes() == 0);
        assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
    }

    @Test
    void a_sender_that_leaves_keeps_its_place_until_its_event_is_stored() throws Exception {
        CountDownLatch held = door.database.hold();
        try (Socket socket = RawHttp.connect(door.port())) {
            socket.getOutputStream()
                    .write(RawHttp.post(ORDER)
                            .header("covverSignature", TestDoor.sign(ORDER))
                            .header("covverIdempotencyKey", "left")
                            .bytes());
            await().until(() -> door.bean(Admission.class).requests() == 1);
        }
        await().until(() -> door.bean(Connections.class).open() == 0);
        assertThat(door.bean(Admission.class).requests()).isEqualTo(1);

        held.countDown();

        await().until(() -> door.bean(Admission.class).requests() == 0);
        assertThat(door.events()).isEqualTo(1);
    }

    @Test
    void a_sender_that_leaves_in_the_middle_of_its_body_gives_its_place_back() throws Exception {
        try (Socket socket = RawHttp.connect(door.port())) {
            byte[] all = RawHttp.post(ORDER).bytes();
            socket.getOutputStream().write(all, 0, all.length - 1);
            await().until(() -> door.bean(Admission.class).bytes() > 0);
        }
        await().until(() -> door.bean(Admission.class).requests() == 0);
        assertThat(door.bean(Admission.class).bytes()).isZero();
    }

    private CompletableFuture<HttpResponse<String>> sendAside() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return door.send(TestDoor.ORDER);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertUnavailable(HttpResponse<String> answer) throws Exception {
        AnswersTest.assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
    }
}
