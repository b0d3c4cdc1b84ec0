package dev.waybill.routing;

import static dev.waybill.routing.TestInbox.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.inbox.InboxHeaders;
import dev.waybill.settings.BadSetting;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code from: inbox:SOURCE} as an engineer and an operator meet it: consuming, route control, stop. */
class InboxComponentTest {

    private final AtomicBoolean late = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final TestInbox inbox = new TestInbox(this::nanoTime);

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void an_event_comes_with_its_body_and_headers() throws Exception {
        CompletableFuture<Exchange> seen = new CompletableFuture<>();
        start(exchange -> seen.complete(exchange.copy()));
        long event = inbox.store("order-1", "a");
        Exchange exchange = seen.get(10, TimeUnit.SECONDS);
        assertThat(exchange.getIn().getBody(String.class)).isEqualTo("{\"type\":\"OrderPlaced\",\"data\":\"order-1\"}");
        assertThat(exchange.getIn().getHeaders())
                .containsAllEntriesOf(Map.of(
                        InboxHeaders.EVENT_ID, event,
                        InboxHeaders.EVENT_TYPE, "OrderPlaced",
                        InboxHeaders.SOURCE, "covver",
                        InboxHeaders.MESSAGE_GROUP, "a",
                        InboxHeaders.IDEMPOTENCY_KEY, "order-1"))
                .containsKey(InboxHeaders.RECEIVED_AT);
    }

    @Test
    void a_suspended_route_routes_nothing_until_it_is_resumed() throws Exception {
        start(names("erp"));
        inbox.camel.getRouteController().suspendRoute("covver");
        long event = inbox.store("order-1", "a");
        inbox.letAnotherPass();
        assertThat(inbox.routed).isEmpty();
        inbox.camel.getRouteController().resumeRoute("covver");
        inbox.awaitRouted(event);
    }

    @Test
    void stopping_ends_the_event_that_is_being_routed_and_leaves_the_others() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        start(exchange -> {
            started.countDown();
            goOn.await(10, TimeUnit.SECONDS);
            names("erp").process(exchange);
        });
        long first = inbox.store("order-1", "a");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stopping = Thread.ofVirtual().start(this::stopRoute);
        await().until(() ->
                inbox.camel.getRouteController().getRouteStatus("covver").isStopping()
                        || stopping.getState() == Thread.State.TIMED_WAITING);
        long second = inbox.store("order-2", "a");
        goOn.countDown();
        assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
        inbox.awaitRouted(first);
        assertThat(inbox.leased()).as("the slot was given back").isZero();
        assertThat(inbox.states()).containsOnlyKeys(second);
        inbox.camel.getRouteController().startRoute("covver");
        inbox.awaitRouted(first, second);
    }

    @Test
    void a_slot_that_was_left_leased_is_given_back_when_a_route_starts() throws Exception {
        inbox.node.beat();
        new Slots(inbox.jdbc).open("covver");
        long event = inbox.store("order-1", "a");
        assertThat(new Slots(inbox.jdbc).claim("covver", inbox.node.id(), 16, 100))
                .hasSize(1);
        start(names("erp"));
        inbox.awaitRouted(event);
    }

    @Test
    void a_node_that_may_be_taken_for_dead_routes_nothing() throws Exception {
        start(names("erp"));
        inbox.camel.getRouteController().suspendRoute("covver"); // a step that has looked already ends first
        late.set(true);
        long event = inbox.store("order-1", "a");
        int before = looks.get();
        inbox.camel.getRouteController().resumeRoute("covver");
        inbox.tick();
        await().until(() -> looks.get() >= before + 2);
        assertThat(inbox.leased()).isZero();
        assertThat(inbox.routed).isEmpty();
        late.set(false);
        inbox.tick();
        inbox.awaitRouted(event);
    }

    @Test
    void a_stopped_route_holds_no_slot_and_another_source_goes_on() throws Exception {
        start(names("erp"));
        stopRoute();
        inbox.store("order-1", "a");
        inbox.letAnotherPass();
        assertThat(inbox.leased()).isZero();
        assertThat(inbox.routed).isEmpty();
    }

    @Test
    void only_the_intake_route_can_send_to_it() throws Exception {
        start(names("erp"));
        assertThatThrownBy(() -> inbox.camel.createProducerTemplate().sendBody("inbox:covver", "event"))
                .rootCause()
                .hasMessage(
                        "'inbox://covver' can be sent to by the intake route only, behind readEnvelope: the exchange"
                                + " carries no arrival");
    }

    @Test
    void a_route_consumes_one_source() {
        assertThatThrownBy(() -> inbox.with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("inbox:*").process(names("erp"));
                    }
                }))
                .rootCause()
                .hasMessageContaining("'inbox:*' can only be sent to");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        batch=0          | inbox:covver?batch=0 must be between 1 and 1000.
        batch=1001       | inbox:covver?batch=1001 must be between 1 and 1000.
        concurrency=0    | inbox:covver?concurrency=0 must be between 1 and 16.
        concurrency=64   | inbox:covver?concurrency=64 must be between 1 and 16.
        routeTimeout=0   | inbox:covver?routeTimeout must be between 100ms and 3600s, but is 0s.
        routeTimeout=2h  | inbox:covver?routeTimeout must be between 100ms and 3600s, but is 7200s.
        """)
    void an_option_out_of_bounds_stops_the_start(String option, String sentence) {
        assertThatThrownBy(() -> inbox.with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("inbox:covver?" + option).process(names("erp"));
                    }
                }))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessage(sentence);
    }

    private void start(Processor step) throws Exception {
        inbox.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("inbox:covver").routeId("covver").process(step);
            }
        });
    }

    private long nanoTime() {
        looks.incrementAndGet();
        return late.get() ? Duration.ofHours(1).toNanos() : 0;
    }

    private void stopRoute() {
        try {
            inbox.camel.getRouteController().stopRoute("covver");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
