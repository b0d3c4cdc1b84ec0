package dev.waybill.availability;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbox.TestIntake;
import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnroutedBacklogTest {

    @Test
    void events_that_are_not_routed_count_but_not_those_that_nobody_wants() {
        try (var intake = new TestIntake(TestPostgres.fresh())) {
            UnroutedBacklog work = new UnroutedBacklog(intake.jdbc);
            assertThat(work.size()).isEqualTo(BacklogSize.NOTHING);
            for (String key : new String[] {"received", "failed", "waiting", "unrouted"}) {
                intake.send(arrival(key, "{}"));
            }
            age(intake, "failed", 9, "FAILED");
            age(intake, "waiting", 8, "WAITING");
            age(intake, "unrouted", 7, "UNROUTED");
            age(intake, "received", 1, "RECEIVED");

            BacklogSize unfinished = work.size();
            assertThat(unfinished.count()).isEqualTo(3);
            assertThat(unfinished.oldest()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
        }
    }

    @Test
    void together_they_are_as_many_and_as_old_as_the_older() {
        var one = new BacklogSize(3, Duration.ofHours(2));
        var other = new BacklogSize(4, Duration.ofHours(1));
        assertThat(one.and(other)).isEqualTo(new BacklogSize(7, Duration.ofHours(2)));
        assertThat(other.and(one)).isEqualTo(one.and(other));
    }

    private static void age(TestIntake intake, String key, int hours, String state) {
        intake.jdbc
                .sql("UPDATE inbox_event SET received_at = now() - make_interval(hours => ?) WHERE idempotency_key = ?")
                .params(hours, key)
                .update();
        intake.jdbc.sql("""
            UPDATE inbox_work SET state = ?, error = 'x'
             WHERE event_id = (SELECT id FROM inbox_event WHERE idempotency_key = ?)
            """).params(state, key).update();
    }
}
