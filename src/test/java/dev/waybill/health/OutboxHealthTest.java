package dev.waybill.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.handover.TestQueue;
import dev.waybill.outbox.TestOutbox;
import java.net.ConnectException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two hubs with real routes on one database, whose ERP goes away and comes back, or is slow by contract. */
class OutboxHealthTest {

    private final TestQueue queue = TestQueue.fresh();
    private final TestOutbox one = new TestOutbox(queue);
    private final TestOutbox other = new TestOutbox(queue);
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final AtomicBoolean slow = new AtomicBoolean();

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void two_thousand_orders_wait_out_an_outage_and_go_when_it_is_over() throws Exception {
        away.set(true);
        queue.fill("erp", 2000);
        start("outbox:erp?concurrency=8&maxAttempts=24&backoffFirst=3600000&backoffMost=3600000"
                + "&circuitFailures=10&circuitProbe=1000&circuitSuccesses=5");
        await().until(() -> circuit() != null);
        for (int probe = 1; probe <= 20; probe++) {
            int sent = probe;
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                queue.jdbc
                        .sql("UPDATE outbox_circuit SET probe_at = now() WHERE probes < :sent")
                        .param("sent", sent)
                        .update();
                tick();
                return circuit().probes() >= sent;
            });
        }
        await().until(() -> inside.get() == 0);
        int burned = sum("attempts");
        assertThat(burned).as("by two nodes before it opened, and by probes").isBetween(30, 2 * (10 + 8) + 22);
        assertThat(one.metrics.get("waybill.circuit").gauge().value()).isEqualTo(2);
        assertThat(other.metrics.get("waybill.circuit").gauge().value()).isEqualTo(2);

        away.set(false);
        queue.jdbc.sql("UPDATE outbox_circuit SET probe_at = now()").update();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            tick();
            return circuit() == null;
        });
        slow.set(true);
        await("full speed of both").atMost(Duration.ofSeconds(60)).until(() -> {
            tick();
            return inside.get() == 2 * 8;
        });
        slow.set(false);
        enough.countDown();
        await().atMost(Duration.ofSeconds(120)).until(() -> {
            tick();
            return queue.states("erp").stream().allMatch("DELIVERED"::equals);
        });
        assertThat(sum("attempts")).as("each once, and what the outage cost").isEqualTo(2000 + sum("failed"));
    }

    @Test
    void all_hubs_together_keep_a_rate_and_need_no_tick_for_the_next_token() throws Exception {
        queue.fill("erp", 12);
        start("outbox:erp?ratePerSecond=4");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> queue.states("erp").stream().allMatch("DELIVERED"::equals));
        var times = queue.attempts().stream()
                .map(attempt -> ((Timestamp) attempt.get("started_at")).toInstant())
                .sorted()
                .toList();
        Duration took = Duration.between(times.getFirst(), times.getLast());
        assertThat(took).as("four at once, then eight at four a second").isGreaterThan(Duration.ofMillis(1800));
    }

    @Test
    void a_pause_holds_on_both_hubs() throws Exception {
        queue.jdbc
                .sql("INSERT INTO outbox_pause (destination, who, reason) VALUES ('erp', 'somebody', 'for a while')")
                .update();
        queue.fill("erp", 20);
        start("outbox:erp");
        one.letAnotherPass();
        other.letAnotherPass();
        assertThat(queue.states("erp")).containsOnly("PENDING");
        queue.jdbc.sql("DELETE FROM outbox_pause").update();
        tick();
        await().until(() -> queue.states("erp").stream().allMatch("DELIVERED"::equals));
    }

    private void start(String from) throws Exception {
        for (TestOutbox hub : new TestOutbox[] {one, other}) {
            hub.answering(exchange -> answer()).with(new RouteBuilder() {
                @Override
                public void configure() {
                    from(from).routeId("erp").to("outside:erp");
                }
            });
        }
    }

    private void answer() throws Exception {
        inside.incrementAndGet();
        try {
            if (slow.get()) {
                enough.await();
            }
            if (away.get()) {
                throw new ConnectException("Connection refused");
            }
        } finally {
            inside.decrementAndGet();
        }
    }

    /** A second has passed: the heartbeat, too. */
    private void tick() {
        one.node.beat();
        other.node.beat();
        one.tick();
        other.tick();
    }

    private Circuit circuit() {
        return new Circuits(queue.jdbc).all().get("erp");
    }

    private int sum(String what) {
        String sql = what.equals("attempts")
                ? "SELECT sum(attempts) FROM outbox_delivery"
                : "SELECT count(*) FROM outbox_attempt WHERE outcome = 'FAILED'";
        return queue.jdbc.sql(sql).query(Integer.class).single();
    }
}
