package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.LaneDriver.Result;
import dev.waybill.operator.CommandResult;
import dev.waybill.retention.PurgeStage.Candidate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An operator who replays at the moment when the body is to go: whoever comes first, nothing open is without a body. */
class ReplayRaceTest {

    private final TestHub hub = TestHub.fresh(100);
    private final PurgeBodies bodies = new PurgeBodies(hub.generalJdbc(), TestHub.BODIES);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_replay_committed_after_the_look_and_before_the_lock_keeps_the_body() {
        long event = old("a");
        List<Long> finished = looked();
        assertThat(finished).containsExactly(event);

        assertThat(hub.replay(hub.deliveryOf(event, "erp"))).isInstanceOf(CommandResult.Done.class);
        int purged = hub.pinned().run(() -> bodies.purge(finished));

        assertThat(purged).isZero();
        assertThat(hub.hasBody(event)).isTrue();
    }

    @Test
    void a_body_that_a_replay_holds_is_passed_over_and_nobody_waits() {
        long held = old("a");
        long free = old("b");
        List<Long> finished = looked();

        int purged = transaction().execute(status -> {
            hub.replay(hub.deliveryOf(held, "erp"));
            return CompletableFuture.supplyAsync(() -> hub.pinned().run(() -> bodies.purge(finished)))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        });

        assertThat(purged).isEqualTo(1);
        assertThat(hub.hasBody(held)).isTrue();
        assertThat(hub.hasBody(free)).isFalse();
        hub.settle("erp", Result.DELIVERED);
        hub.purgeAll();
        assertThat(hub.hasBody(held)).as("delivered today").isTrue();
    }

    @Test
    void a_replay_that_comes_second_waits_and_is_refused() {
        long event = old("a");
        long delivery = hub.deliveryOf(event, "erp");

        assertThat(whilePurging(event, () -> hub.another(100).replay(delivery)))
                .isInstanceOf(CommandResult.NotPossible.class);
        assertThat(hub.exists("SELECT FROM outbox_delivery WHERE finished_at IS NULL"))
                .isFalse();
    }

    @Test
    void a_routing_again_that_comes_second_waits_and_is_refused() {
        long event = old("a");

        assertThat(whilePurging(event, () -> hub.another(100).routeAgain(event, "a")))
                .isInstanceOf(CommandResult.NotPossible.class);
        assertThat(hub.states()).isEmpty();
    }

    @Test
    void a_routing_again_that_comes_first_keeps_the_body() {
        long event = old("a");
        List<Long> finished = looked();
        assertThat(hub.routeAgain(event, "a")).isInstanceOf(CommandResult.Done.class);

        assertThat(hub.pinned().run(() -> bodies.purge(finished))).isZero();
        assertThat(hub.hasBody(event)).isTrue();
    }

    @Test
    void a_second_retention_does_not_wait_for_the_first() {
        old("a");
        int second = hub.pinned().run(() -> {
            hub.bodies.step();
            return CompletableFuture.supplyAsync(
                            () -> hub.another(100).bodies.step().purged())
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        });
        assertThat(second).isZero();
    }

    /** The command comes when the body is deleted and that is not committed yet. */
    private CommandResult whilePurging(long event, Supplier<CommandResult> command) {
        CompletableFuture<CommandResult> commanded = hub.pinned().run(() -> {
            assertThat(bodies.purge(List.of(event))).isEqualTo(1);
            var second = CompletableFuture.supplyAsync(command);
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(this::somebodyWaits);
            return second;
        });
        return commanded.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private long old(String key) {
        long event = hub.delivered(key);
        hub.age(event, 60);
        return event;
    }

    private List<Long> looked() {
        return bodies.next(0, 100).stream()
                .filter(Candidate::finished)
                .map(Candidate::id)
                .toList();
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(hub.database));
    }

    private boolean somebodyWaits() {
        return JdbcClient.create(hub.database)
                .sql("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single();
    }
}
