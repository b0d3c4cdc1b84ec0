package dev.waybill.routing;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.inbox.AcceptArrival;
import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.TestIntake;
import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code to: inbox:…}: nobody waits on a thread, outcomes come home together, and misuse is told. */
class InboxProducerTest {

    private static final DataSource DATABASE = TestPostgres.fresh();

    private final TestIntake intake = new TestIntake(TestIntake.emptied(DATABASE));
    private final DefaultCamelContext camel = intake.camel();
    private final ExecutorService loop = Executors.newSingleThreadExecutor(r -> new Thread(r, "loop"));
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Executor counted = task -> {
        wakeUps.incrementAndGet();
        loop.execute(task);
    };

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void close() {
        intake.close();
        loop.shutdownNow();
    }

    @Test
    void it_returns_before_anything_is_stored_and_the_exchange_goes_on_in_its_own_thread() throws Exception {
        intake.watched.shut();
        Set<String> threads = ConcurrentHashMap.newKeySet();

        boolean sync = store(
                exchange(arrival("k-1", "{}")),
                () -> threads.add(Thread.currentThread().getName()));

        assertThat(sync).isFalse();
        assertThat(threads).isEmpty();
        intake.watched.open();
        await().until(() -> threads.equals(Set.of("loop")));
        assertThat(intake.count("inbox_event")).isEqualTo(1);
    }

    @Test
    void the_outcomes_of_a_batch_wake_a_thread_once() throws Exception {
        intake.watched.shut();
        for (int i = 0; i < TestIntake.SETTINGS.writers(); i++) { // each writer has one in its hands
            int held = i;
            intake.sendAside(arrival("held-" + i, "{}"));
            await().until(() -> intake.watched.waiting() == held + 1);
        }
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            store(exchange(arrival("k-" + i, "{}")), told::incrementAndGet);
        }
        intake.watched.open();

        await().until(() -> told.get() == 100);
        assertThat(wakeUps.get()).isLessThanOrEqualTo(TestIntake.SETTINGS.writers());
    }

    @Test
    void an_intake_that_throws_fails_the_exchange_and_leaves_nobody_waiting() {
        var broken = new AcceptArrival(null, null, Duration.ofSeconds(1));
        var producer = new InboxProducer(camel.getEndpoint("inbox:*", InboxEndpoint.class), broken);
        Exchange exchange = exchange(arrival("k-1", "{}"));
        AtomicInteger told = new AtomicInteger();

        assertThat(producer.process(exchange, doneSync -> told.incrementAndGet()))
                .isTrue();

        assertThat(told).hasValue(1);
        assertThat(exchange.getException()).isInstanceOf(NullPointerException.class);
    }

    @Test
    void what_is_sent_twice_is_told_and_stored_once() {
        Exchange exchange = exchange(arrival("k-1", "{}"), null);

        Exchange twice = camel.createProducerTemplate()
                .send("inbox:*", camel.createProducerTemplate().send("inbox:*", exchange));

        assertThat(twice.getException())
                .hasMessage("'inbox://*' was sent to twice: event k-1 of source covver is stored once already");
        assertThat(intake.count("inbox_event")).isEqualTo(1);
    }

    @Test
    void an_event_of_another_source_is_told() {
        Exchange exchange = exchange(arrival("k-1", "{}"), null);

        assertThat(camel.createProducerTemplate().send("inbox:other", exchange).getException())
                .hasMessage("'inbox://other' was sent an event of source covver");
        assertThat(intake.count("inbox_event")).isZero();
    }

    @Test
    void a_step_that_would_wait_for_it_on_the_event_loop_fails_instead_of_hanging() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:waits")
                        .process(waiting ->
                                camel.getEndpoint("inbox:*").createProducer().process(waiting));
            }
        });

        assertThat(camel.createProducerTemplate()
                        .send("direct:waits", exchange(arrival("k-1", "{}")))
                        .getException())
                .hasMessage(
                        "'inbox://*' has to be a step of the intake route itself, not behind one that waits for it");
    }

    private boolean store(Exchange exchange, Runnable then) throws Exception {
        AsyncProducer producer = camel.getEndpoint("inbox:*").createAsyncProducer();
        return producer.process(exchange, doneSync -> then.run());
    }

    private Exchange exchange(Arrival arrival) {
        return exchange(arrival, counted);
    }

    private Exchange exchange(Arrival arrival, @Nullable Executor loop) {
        Exchange exchange = new DefaultExchange(camel);
        intake.context(arrival, loop).on(exchange);
        return exchange;
    }
}
