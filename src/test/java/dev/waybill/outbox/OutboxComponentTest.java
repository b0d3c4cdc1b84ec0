package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.handover.OutboundKey;
import dev.waybill.handover.OutboxHeaders;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.settings.BadSetting;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code from: outbox:X} as an engineer and an operator meet it: handing over, route control, stop. */
class OutboxComponentTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger freshChecks = new AtomicInteger(Integer.MAX_VALUE);
    private final TestOutbox outbox = new TestOutbox(this::nanoTime);

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void a_delivery_is_handed_over_with_its_body_and_headers() throws Exception {
        Map<String, Object> headers = new ConcurrentHashMap<>();
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        outbox.answering(exchange -> {
                    headers.putAll(exchange.getIn().getHeaders());
                    body.complete(exchange.getIn().getBody(byte[].class));
                    exchange.getIn().setBody("thanks");
                    exchange.getIn().setHeader("CamelHttpResponseCode", 201);
                })
                .withPlainRoute();
        long event = outbox.route("order-1", "a");
        outbox.awaitStates("DELIVERED");
        assertThat(body.get()).asString().isEqualTo("{\"type\":\"OrderPlaced\",\"data\":\"order-1\"}");
        assertThat(headers)
                .containsEntry(InboxHeaders.EVENT_ID, event)
                .containsEntry(InboxHeaders.EVENT_TYPE, "OrderPlaced")
                .containsEntry(InboxHeaders.SOURCE, "covver")
                .containsEntry(InboxHeaders.MESSAGE_GROUP, "a")
                .containsEntry(OutboxHeaders.ATTEMPT, 1)
                .containsEntry(OutboxHeaders.KEY, OutboundKey.of("covver", "order-1", "erp", "", 0))
                .containsKeys(InboxHeaders.RECEIVED_AT, OutboxHeaders.DELIVERY_ID, OutboxHeaders.TOKEN);
        assertThat(outbox.awaitAttempts(1))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt)
                        .containsEntry("outcome", "DELIVERED")
                        .containsEntry("status", 201)
                        .containsEntry("answer", "thanks".getBytes()));
    }

    @Test
    void an_attempt_that_fails_is_repeated_until_it_succeeds_and_the_later_one_waits() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        outbox.answering(exchange -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new java.net.ConnectException("Connection refused");
                    }
                })
                .withPlainRoute();
        outbox.route("first", "a");
        outbox.route("second", "a");
        outbox.awaitStates("DELIVERED", "DELIVERED");
        assertThat(outbox.queue.attempts())
                .extracting(attempt -> attempt.get("outcome"))
                .containsExactly("FAILED", "FAILED", "DELIVERED", "DELIVERED");
    }

    @Test
    void no_more_are_handed_over_at_once_than_the_endpoint_allows() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        outbox.answering(exchange -> {
            inside.incrementAndGet();
            answer.await(10, TimeUnit.SECONDS);
        });
        outbox.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp?concurrency=2").to("outside:erp");
            }
        });
        for (int i = 0; i < 5; i++) {
            outbox.route("event " + i, null);
        }
        await().untilAtomic(inside, org.hamcrest.Matchers.equalTo(2));
        assertThat(outbox.leased()).isEqualTo(2);
        answer.countDown();
        outbox.awaitStates("DELIVERED", "DELIVERED", "DELIVERED", "DELIVERED", "DELIVERED");
    }

    @Test
    void a_fast_destination_is_leased_ahead_and_what_waits_goes_back_when_the_route_stops() throws Exception {
        AtomicBoolean slow = new AtomicBoolean();
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        outbox.answering(exchange -> {
            inside.incrementAndGet();
            if (slow.get()) {
                answer.await(10, TimeUnit.SECONDS);
            }
            inside.decrementAndGet();
        });
        outbox.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp?concurrency=2").routeId("erp").to("outside:erp");
            }
        });
        for (int i = 0; i < 40; i++) {
            outbox.route("fast " + i, null);
        }
        await().until(() -> outbox.queue.states("erp").stream().allMatch("DELIVERED"::equals));
        slow.set(true);
        for (int i = 0; i < 10; i++) {
            outbox.route("slow " + i, null);
        }
        await().until(() -> outbox.leased() > 2);
        assertThat(inside).hasValue(2);

        Thread stopping = Thread.ofVirtual().start(this::stopRoute);
        await().until(() ->
                outbox.camel.getRouteController().getRouteStatus("erp").isStopping()
                        || stopping.getState() == Thread.State.TIMED_WAITING);
        answer.countDown();
        assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
        assertThat(outbox.leased()).isZero();
        assertThat(outbox.queue.states("erp").stream().filter("PENDING"::equals))
                .hasSize(8);
        outbox.camel.getRouteController().startRoute("erp");
        await().until(() -> outbox.queue.states("erp").stream().allMatch("DELIVERED"::equals));
        assertThat(outbox.queue.attempts()).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        concurrency=0                    | outbox:erp?concurrency=0 must be between 1 and 1000.
        concurrency=1001                 | outbox:erp?concurrency=1001 must be between 1 and 1000.
        maxAttempts=0                    | outbox:erp?maxAttempts=0 must be between 1 and 1000000.
        attemptTimeout=0                 | outbox:erp?attemptTimeout must be between 100ms and 86400s, but is 0s.
        backoffFirst=0                   | outbox:erp?backoffFirst must be between 1ms and 2592000s, but is 0s.
        backoffFirst=1h&backoffMost=1m   | outbox:erp?backoffMost must be between 3600s and 2592000s, but is 60s.
        ratePerSecond=-1                 | waybill.outbox.rate-per-second (or an endpoint's ratePerSecond) must be 0 for no limit, or a positive number below a million.
        circuitFailures=-1               | waybill.outbox.circuit.failures (or an endpoint's option for it) must not be negative
        circuitSuccesses=0               | waybill.outbox.circuit.successes (or an endpoint's option for it) must be at least 1
        circuitSuccesses=2000            | outbox:erp?circuitSuccesses=2000 must be between 1 and 1000.
        circuitProbeMost=2d              | outbox:erp?circuitProbeMost must be between 1s and 86400s, but is 172800s.
        circuitProbe=0                   | waybill.outbox.circuit.probe (or an endpoint's option for it) must be positive, up to probe-most.
        """)
    void an_option_out_of_bounds_stops_the_start(String options, String sentence) {
        assertThatThrownBy(() -> outbox.with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("outbox:erp?" + options).to("outside:erp");
                    }
                }))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void a_suspended_route_hands_nothing_over_until_it_is_resumed() throws Exception {
        outbox.withPlainRoute();
        outbox.camel.getRouteController().suspendRoute("erp");
        outbox.route("first", "a");
        outbox.letAnotherPass();
        assertThat(outbox.queue.states("erp")).containsExactly("PENDING");
        assertThat(outbox.leased()).isZero();
        outbox.camel.getRouteController().resumeRoute("erp");
        outbox.awaitStates("DELIVERED");
    }

    @Test
    void stopping_a_route_lets_started_attempts_end_and_leases_nothing_more() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        outbox.answering(exchange -> {
                    started.countDown();
                    answer.await(10, TimeUnit.SECONDS);
                })
                .withPlainRoute();
        outbox.route("first", "a");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stopping = Thread.ofVirtual().start(this::stopRoute);
        await().until(() ->
                outbox.camel.getRouteController().getRouteStatus("erp").isStopping()
                        || stopping.getState() == Thread.State.TIMED_WAITING);
        outbox.route("second", "a");
        answer.countDown();
        assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
        outbox.awaitStates("DELIVERED", "PENDING");
        outbox.letAnotherPass();
        outbox.awaitStates("DELIVERED", "PENDING");
        assertThat(outbox.leased()).isZero();
        outbox.camel.getRouteController().startRoute("erp");
        outbox.awaitStates("DELIVERED", "DELIVERED");
    }

    @Test
    void what_was_leased_and_not_begun_is_given_back() throws Exception {
        outbox.withPlainRoute();
        freshChecks.set(1);
        outbox.route("first", "a");
        await().until(() -> freshChecks.get() < 0);
        freshChecks.set(Integer.MAX_VALUE);
        outbox.component.wake("erp");
        outbox.awaitStates("DELIVERED");
        assertThat(outbox.queue.attempts()).hasSize(1);
    }

    @Test
    void what_was_leased_and_not_begun_is_given_back_when_the_route_stops() throws Exception {
        outbox.withPlainRoute();
        freshChecks.set(1);
        outbox.route("first", "a");
        await().until(() -> freshChecks.get() < 0);
        stopRoute();
        assertThat(outbox.leased()).isZero();
        assertThat(outbox.queue.states("erp")).containsExactly("PENDING");
    }

    @Test
    void a_node_that_may_be_taken_for_dead_hands_nothing_over() throws Exception {
        outbox.withPlainRoute();
        freshChecks.set(0);
        outbox.route("first", "a");
        await().until(() -> freshChecks.get() < 0);
        assertThat(outbox.queue.attempts()).isEmpty();
        freshChecks.set(Integer.MAX_VALUE);
        outbox.tick();
        outbox.awaitStates("DELIVERED");
    }

    private void stopRoute() {
        try {
            outbox.camel.getRouteController().stopRoute("erp");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A clock that stands still for so many looks, and has then run past the lease. */
    private long nanoTime() {
        return freshChecks.getAndDecrement() > 0
                ? nanos.get()
                : nanos.get() + Duration.ofHours(1).toNanos();
    }
}
