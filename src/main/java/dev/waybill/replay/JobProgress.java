package dev.waybill.replay;

import dev.waybill.replay.DeliveryFilter.Bounds;
import dev.waybill.replay.MatchPages.ReplayCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code replay_job} as the work advances it. The locked row is the lease, and holds the whole state. */
final class JobProgress {

    /**
     * Computes the allowance of the throttle by the database's clock. An unused allowance adds up for two seconds; the
     * rest is lost.
     */
    private static final String TAKE = """
        SELECT *, CAST(least(floor(per_second * least(extract(epoch FROM now() - moved_at), 2)), 1000) AS int) AS allowed
          FROM replay_job WHERE id = :id AND state = 'RUNNING' FOR UPDATE SKIP LOCKED\
        """;

    private static final String ADVANCE = """
        UPDATE replay_job
           SET at_event = :event, at_delivery = :delivery, replayed = replayed + :replayed, waiting = waiting + :waiting,
               gone = gone + :gone, in_flight = in_flight + :inFlight,
               (moved_at, narrowed_at) = (SELECT n.moved, n.moved FROM (
                  SELECT greatest(moved_at, now() - interval '2 seconds')
                         + make_interval(secs => CAST(:taken AS double precision) / per_second) AS moved) n),
               state = CASE WHEN :last THEN 'DONE' ELSE state END, ended_at = CASE WHEN :last THEN now() END
         WHERE id = :id\
        """;

    private final JdbcClient jdbc;

    JobProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A job that this transaction holds.
     *
     * @param reason the reason given at its preview
     * @param replayed the number replayed so far
     * @param allowed the number of deliveries that the throttle allows now, up to 1000
     */
    record Taken(
            long id,
            JobAction verb,
            DeliveryFilter filter,
            Bounds bounds,
            String target,
            ReplayCursor position,
            String startedBy,
            String reason,
            long replayed,
            int allowed) {}

    /** Takes the job for the rest of the transaction, unless it has ended or another node works on it. */
    Optional<Taken> take(long id) {
        return jdbc.sql(TAKE).param("id", id).query(JobProgress::taken).optional();
    }

    void advance(long id, BulkReplay.Step step) {
        BulkReplay.Counts counts = step.counts();
        jdbc.sql(ADVANCE)
                .param("id", id)
                .param("event", step.reached().event())
                .param("delivery", step.reached().delivery())
                .param("replayed", counts.replayed())
                .param("waiting", counts.waiting())
                .param("gone", counts.gone())
                .param("inFlight", counts.inFlight())
                .param("taken", counts.total())
                .param("last", step.last())
                .update();
    }

    private static Taken taken(ResultSet row, int number) throws SQLException {
        return new Taken(
                row.getLong("id"),
                JobAction.valueOf(row.getString("verb")),
                new DeliveryFilter(
                        row.getString("destination"),
                        row.getString("type"),
                        ReplayJobStore.instant(row, "received_from"),
                        ReplayJobStore.instant(row, "received_to"),
                        Set.copyOf(ReplayJobStore.states(row.getArray("states"))),
                        row.getString("error"),
                        row.getObject("revision", Integer.class)),
                new Bounds(row.getLong("up_to"), row.getLong("at_event"), row.getLong("last_event")),
                row.getString("target"),
                new ReplayCursor(row.getLong("at_event"), row.getLong("at_delivery")),
                row.getString("started_by"),
                row.getString("reason"),
                row.getLong("replayed"),
                row.getInt("allowed"));
    }
}
