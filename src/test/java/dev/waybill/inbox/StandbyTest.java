package dev.waybill.inbox;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.database.StandbyPair;
import dev.waybill.kit.Slow;
import java.nio.file.Path;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answered webhooks are on the standby, if commits wait for it. */
@Slow
class StandbyTest {

    private static final IntakeSettings HASTY = TestIntake.settings(2, 1000, Duration.ofSeconds(2));

    @TempDir
    private Path directory;

    private StandbyPair pair;

    @BeforeEach
    void start() throws Exception {
        pair = StandbyPair.start(directory);
        Flyway.configure().dataSource(pair.dataSource()).load().migrate();
    }

    @AfterEach
    void stop() {
        pair.close();
    }

    @Test
    void a_row_that_is_seen_but_not_on_the_standby_is_no_duplicate_yet() throws Exception {
        try (var intake = new TestIntake(pair.dataSource(), HASTY)) {
            intake.send(arrival("warm", "{}"));
            pair.freezeStandby();
            assertThatThrownBy(() -> intake.send(arrival("k", "{}"))).isInstanceOf(StoreUnavailable.class);
            // the commit waits for the standby; cut off in that wait, it is done on the primary alone
            pair.ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            await().until(() -> pair.ask("SELECT count(*) FROM inbox_event WHERE idempotency_key = 'k'") == 1);

            // past the door, which would be shut by now
            var store = new StoreDriver(pair.dataSource());
            var duplicate = new Thread(() -> store.store("covver", "k", "order-1"));
            duplicate.start();
            await().until(() -> pair.ask("""
                SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE '%duplicate%'
                    AND pid <> pg_backend_pid()
                """) == 1);
            assertThat(duplicate.isAlive()).isTrue();

            pair.thawStandby();
            duplicate.join(Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(10)).until(() -> !intake.outage.lasts());
            assertThat(intake.send(arrival("k", "{}")).fresh()).isFalse();
        }
    }

    @Test
    void a_standby_that_holds_up_every_commit_is_an_outage_and_leaves_no_heap_of_processes() throws Exception {
        try (var intake = new TestIntake(pair.dataSource(), HASTY)) {
            intake.send(arrival("warm", "{}"));
            pair.freezeStandby();
            await().atMost(Duration.ofSeconds(15)).until(() -> {
                assertThatThrownBy(() -> intake.send(arrival("k", "{}"))).isInstanceOf(StoreUnavailable.class);
                return intake.outage.lasts();
            });

            // the first event's writer, and one probe
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> pair.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") <= 2);
            assertThat(intake.outage.lasts()).isTrue();

            pair.thawStandby();
            await().atMost(Duration.ofSeconds(10)).until(() -> !intake.outage.lasts());
            assertThat(intake.send(arrival("k", "{}")).fresh()).isIn(true, false);
        }
    }
}
