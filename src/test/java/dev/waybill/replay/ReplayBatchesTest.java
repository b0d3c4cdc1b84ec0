package dev.waybill.replay;

import static dev.waybill.replay.TestReplay.COMMAND;
import static dev.waybill.replay.TestReplay.request;
import static dev.waybill.replay.TestReplay.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.waybill.handover.LaneDriver.InHand;
import dev.waybill.handover.LaneDriver.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A job goes on throttled, in order, through deaths, on several nodes, and can be stopped. */
@Isolated("sets a log level")
class ReplayBatchesTest {

    private final TestReplay replay = new TestReplay();

    /** Deaths are this test's subject, not its news. */
    @BeforeAll
    static void quiet() {
        ((Logger) LoggerFactory.getLogger(JdbcTransactionManager.class)).setLevel(Level.OFF);
    }

    @Test
    void nothing_moves_before_the_start_nor_before_the_throttle_allows_it() {
        deadInBulk(5000);
        long id = replay.preview(slow(10)).job().id();
        replay.tick(replay.node);
        assertThat(replay.job(id))
                .extracting(ReplayJob::state, ReplayJob::replayed)
                .containsExactly("PREVIEWED", 0L);

        replay.jobs.start(id, COMMAND, false);
        replay.passSeconds(-3600);
        replay.tick(replay.node);
        assertThat(replay.job(id).replayed()).isZero();
        replay.passSeconds(3601);
        replay.tick(replay.node);
        assertThat(replay.job(id).replayed()).isBetween(10L, 4999L);
    }

    /** The database's clock accounts for replayed deliveries, whatever time the test itself takes: up to minutes. */
    @Test
    void the_rate_is_kept_over_many_ticks_and_an_idle_hour_is_not_made_up_for() {
        deadInBulk(5000);
        long id = replay.started(slow(10));
        for (int tick = 0; tick < 30; tick++) {
            replay.passSeconds(0.1);
            replay.tick(replay.node);
        }
        long replayed = replay.job(id).replayed();
        double seconds = replay.jdbc
                .sql("SELECT extract(epoch FROM least(moved_at, now()) - started_at) + 3 FROM replay_job")
                .query(Double.class)
                .single();
        assertThat(replayed).isGreaterThanOrEqualTo(29).isLessThanOrEqualTo(Math.round(seconds * 10));

        replay.passSeconds(3600);
        replay.tick(replay.node);
        assertThat(replay.job(id).replayed() - replayed).isGreaterThanOrEqualTo(20);
        assertThat(replay.job(id).state()).as("36 000 would have been all").isEqualTo("RUNNING");
    }

    @Test
    void a_new_rate_holds_from_the_next_batch_on() {
        dead(30);
        long id = replay.started(slow(1));
        replay.jobs.throttle(id, 10_000, COMMAND);
        replay.passSeconds(1);
        replay.tick(replay.node);
        assertThat(replay.job(id))
                .extracting(ReplayJob::state, ReplayJob::replayed)
                .containsExactly("DONE", 30L);
    }

    @Test
    void more_than_a_batch_moves_in_one_tick_when_the_rate_asks_for_it() {
        deadInBulk(2500);
        long id = replay.started(new ReplayRequest("erp", null, null, null, Set.of("DEAD"), "erp", 10_000));
        replay.passSeconds(2);
        replay.tick(replay.node);
        assertThat(replay.job(id))
                .extracting(ReplayJob::state, ReplayJob::replayed)
                .containsExactly("DONE", 2500L);
        assertThat(replay.metrics
                        .get("waybill.replay.deliveries")
                        .tag("result", "replayed")
                        .counter()
                        .count())
                .isEqualTo(2500);
    }

    @Test
    void each_group_is_replayed_in_the_order_of_its_events() {
        Map<String, List<Long>> sent = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            String group = "g" + i % 4;
            sent.computeIfAbsent("covver/" + group, g -> new ArrayList<>()).add(replay.route("key" + i, group, "erp"));
        }
        deliverAll("erp");
        long id = replay.started(to("email", "DELIVERED"));
        replay.jobs.throttle(id, 3, COMMAND);
        Map<String, List<Long>> arrived = new TreeMap<>();
        while (replay.job(id).endedAt() == null) {
            replay.passSeconds(1);
            replay.tick(replay.node);
            List<InHand> leased = replay.lease("email");
            leased.forEach(one -> arrived.computeIfAbsent(one.lane(), lane -> new ArrayList<>())
                    .add(one.event()));
            replay.settle(leased, Result.DELIVERED);
        }
        for (List<InHand> leased = replay.lease("email"); !leased.isEmpty(); leased = replay.lease("email")) {
            leased.forEach(one -> arrived.get(one.lane()).add(one.event()));
            replay.settle(leased, Result.DELIVERED);
        }
        assertThat(arrived).isEqualTo(sent);
    }

    @Test
    void a_hub_that_dies_in_the_middle_of_a_batch_leaves_nothing_of_it_and_another_goes_on() {
        replay.routeMany(60, "erp", 3);
        deliverAll("erp");
        long id = replay.started(request("DELIVERED"));
        replay.jobs.throttle(id, 7, COMMAND);
        List<Integer> doomed = new ArrayList<>();
        RunJobs dying = replay.node(replay.dyingBeforeCommit(doomed));

        while (replay.job(id).endedAt() == null) {
            replay.passSeconds(1);
            long before = replay.job(id).replayed();
            int made = replay.deliveries("erp").size();
            assertThatThrownBy(() -> replay.tick(dying)).isInstanceOf(RuntimeException.class);
            if (before < 60) {
                assertThat(doomed.getLast())
                        .as("deliveries in the transaction that died")
                        .isGreaterThan(made);
            }
            assertThat(replay.job(id).replayed()).isEqualTo(before);
            assertThat(replay.deliveries("erp")).hasSize(made);
            replay.tick(replay.node);
        }

        assertThat(doomed).hasSizeGreaterThanOrEqualTo(2);
        assertThat(replay.job(id).replayed()).isEqualTo(60);
        assertThat(replay.deliveries("erp"))
                .hasSize(120)
                .filteredOn("PENDING 0/0 .1"::equals)
                .hasSize(60);
    }

    @Test
    void several_nodes_share_a_job_and_double_nothing() {
        replay.routeMany(200, "erp", 7);
        deliverAll("erp");
        long id = replay.started(request("DELIVERED"));
        List<RunJobs> nodes = List.of(
                replay.node,
                replay.node(new JdbcTransactionManager(replay.database)),
                replay.node(new JdbcTransactionManager(replay.database)));
        while (replay.job(id).endedAt() == null) {
            replay.passSeconds(0.02);
            CompletableFuture.allOf(nodes.stream()
                            .map(node -> CompletableFuture.runAsync(() -> replay.tick(node)))
                            .toArray(CompletableFuture[]::new))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
        assertThat(replay.job(id).replayed()).isEqualTo(200);
        assertThat(replay.deliveries("erp")).hasSize(400);
    }

    @Test
    void what_another_node_moves_is_passed_over() {
        dead(3);
        long id = replay.started(request("DEAD"));
        replay.passSeconds(2);
        replay.transaction.executeWithoutResult(status -> {
            new JobProgress(replay.jdbc).take(id).orElseThrow();
            CompletableFuture.runAsync(() -> replay.tick(replay.node))
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join();
            assertThat(replay.job(id).replayed()).isZero();
        });
        replay.tick(replay.node);
        assertThat(replay.job(id).replayed()).isEqualTo(3);
    }

    @Test
    void a_cancelled_job_moves_nothing_more() {
        deadInBulk(5000);
        long id = replay.started(slow(10));
        replay.passSeconds(1);
        replay.tick(replay.node);
        long moved = replay.job(id).replayed();
        replay.jobs.cancel(id, COMMAND);
        replay.passSeconds(2);
        replay.tick(replay.node);
        assertThat(replay.job(id))
                .extracting(ReplayJob::state, ReplayJob::replayed)
                .containsExactly("CANCELLED", moved);
        assertThat(replay.deliveries("erp")).contains("DEAD 0/0", "PENDING 0/0");
    }

    @Test
    void a_cancel_waits_for_the_batch_that_is_moving() {
        dead(3);
        long id = replay.started(request("DEAD"));
        replay.passSeconds(2);
        CompletableFuture<?> cancel = replay.transaction.execute(status -> {
            new JobProgress(replay.jdbc).take(id).orElseThrow();
            var waiting = CompletableFuture.runAsync(() -> replay.jobs.cancel(id, COMMAND));
            await().until(() -> replay.jdbc
                            .sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND"
                                    + " wait_event_type = 'Lock'")
                            .query(Integer.class)
                            .single()
                    == 1);
            return waiting;
        });
        assertThat(cancel).succeedsWithin(Duration.ofSeconds(5));
        assertThat(replay.job(id).state()).isEqualTo("CANCELLED");
    }

    @Test
    void a_job_goes_over_long_stretches_in_which_nothing_matches() {
        long first = replay.route("first", "a", "erp");
        skipEvents(60_000);
        long second = replay.route("second", "b", "erp");
        replay.route("elsewhere", "c", "email");
        deliverAll("erp");
        ReplayJob job = replay.finish(replay.started(to("email", "DELIVERED")));
        assertThat(job).extracting(ReplayJob::state, ReplayJob::replayed).containsExactly("DONE", 2L);
        assertThat(replay.handOver("email", Result.DELIVERED)).contains(first, second);
    }

    @Test
    void a_job_about_open_deliveries_leaps_over_history() {
        replay.route("first", "a", "erp");
        skipEvents(5_000_000);
        replay.route("second", "b", "erp");
        long id = replay.started(request("PENDING"));
        replay.passSeconds(2);
        replay.tick(replay.node);
        assertThat(replay.job(id))
                .extracting(ReplayJob::state, ReplayJob::replayed)
                .containsExactly("DONE", 2L);
    }

    @Test
    void a_job_that_fails_keeps_its_place_and_not_the_others() {
        dead(2);
        replay.route("other", "x", "email");
        replay.handOver("email", Result.REFUSED);
        long broken = replay.started(request("DEAD"));
        long other = replay.started(new ReplayRequest("email", null, null, null, Set.of("DEAD"), "email", 100));
        replay.jdbc
                .sql("ALTER TABLE replay_job ADD CONSTRAINT broken CHECK (destination <> 'erp' OR replayed = 0)")
                .update();
        replay.passSeconds(2);
        assertThatThrownBy(() -> replay.tick(replay.node)).hasMessageContaining("broken");
        assertThat(replay.job(broken))
                .extracting(ReplayJob::state, ReplayJob::replayed)
                .containsExactly("RUNNING", 0L);
        assertThat(replay.job(other).state()).isEqualTo("DONE");
        assertThat(replay.deliveries("erp")).containsOnly("DEAD 1/0");
    }

    private static ReplayRequest slow(int perSecond) {
        return new ReplayRequest("erp", null, null, null, Set.of("DEAD"), "erp", perSecond);
    }

    private void dead(int number) {
        replay.routeMany(number, "erp", number);
        replay.handOver("erp", Result.REFUSED);
    }

    private void deadInBulk(int number) {
        replay.route("key", "a", "email");
        replay.jdbc
                .sql("INSERT INTO outbox_delivery (destination, lane, event_id, part, state)"
                        + " SELECT 'erp', 'covver/' || i, 1, 'p' || i, 'DEAD' FROM generate_series(1, :number) i")
                .param("number", number)
                .update();
    }

    private void deliverAll(String destination) {
        while (!replay.handOver(destination, Result.DELIVERED).isEmpty()) {
            // one of each lane at a time
        }
    }

    private void skipEvents(int number) {
        replay.jdbc
                .sql("SELECT setval(pg_get_serial_sequence('inbox_event', 'id'), :number)")
                .param("number", number)
                .query(Long.class)
                .single();
    }
}
