package dev.waybill.reroute;

import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.routing.Slots;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Routes all stuck events again after their route was fixed. It works slot by slot, oldest first within each. One
 * transaction therefore holds one slot and up to {@link #AT_ONCE} rows. A message group is in one slot, so its order is
 * kept.
 */
public final class BulkReroute {

    /** The limit of events per command, so that its answer does not take minutes. */
    static final int MOST = 100_000;

    private static final int AT_ONCE = 1000;

    private static final String LAST = "SELECT coalesce(max(event_id), 0) FROM inbox_work";

    private static final String SLOTS = """
        SELECT source, slot FROM inbox_slot
         WHERE CAST(:source AS text) IS NULL OR source = :source ORDER BY source, slot\
        """;

    /** Leaves out and does not count events that are due already: they are tried soon anyway. */
    static final String FAILED = """
        UPDATE inbox_work SET due_at = now() WHERE event_id = ANY (ARRAY (
          SELECT w.event_id FROM inbox_work w JOIN inbox_event e ON e.id = w.event_id
           WHERE w.source = :source AND w.slot = :slot AND w.state = 'FAILED' AND w.due_at > now()
             AND w.event_id > :after AND w.event_id <= :last AND (CAST(:type AS text) IS NULL OR e.type = :type)
           ORDER BY w.event_id LIMIT :atOnce))
        RETURNING event_id\
        """;

    static final String UNROUTED = """
        UPDATE inbox_work SET due_at = now(), state = 'RECEIVED' WHERE event_id = ANY (ARRAY (
          SELECT w.event_id FROM inbox_work w JOIN inbox_event e ON e.id = w.event_id
           WHERE w.source = :source AND w.slot = :slot AND w.state = 'UNROUTED'
             AND w.event_id > :after AND w.event_id <= :last AND (CAST(:type AS text) IS NULL OR e.type = :type)
           ORDER BY w.event_id LIMIT :atOnce))
        RETURNING event_id\
        """;

    private record At(String source, int slot) {}

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Slots slots;
    private final Audit audit;
    private final Consumer<String> wake;
    private final int most;

    /** @param most the limit of events, after which a command takes no further transaction */
    BulkReroute(TransactionTemplate transaction, JdbcClient jdbc, Consumer<String> wake, int most) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.slots = new Slots(jdbc);
        this.audit = new Audit(jdbc);
        this.wake = wake;
        this.most = most;
    }

    /** The state of events that are stuck at routing. */
    public enum Stuck {
        /** Their route failed; they are due at once. */
        FAILED,
        /** Their route named nothing; they are RECEIVED again. */
        UNROUTED
    }

    /**
     * The selection of events.
     *
     * @param source null is any
     * @param type null is any
     */
    public record Filter(
            Stuck state, @Nullable String source, @Nullable String type) {

        String inWords() {
            return "events " + state + (source == null ? "" : ", source " + source)
                    + (type == null ? "" : ", type " + type) + ", up to id";
        }
    }

    /**
     * The result of a command.
     *
     * @param events the number of events that are routed again
     * @param more true if the command stopped at its limit; a repeated command continues
     */
    public record Routed(int events, boolean more) {}

    /**
     * Takes the events that match at the beginning. The audit row is committed before the first event, and names the
     * filter and the highest id. A crash in between leaves a command that has done less than it says, never more.
     */
    public Routed route(Filter filter, Command command) {
        long last = jdbc.sql(LAST).query(Long.class).single();
        audit.record(command, "route", filter.inWords(), last);
        int events = 0;
        for (At at : slots(filter.source())) {
            long after = 0;
            List<Long> batch;
            do {
                if (events >= most) {
                    return new Routed(events, true);
                }
                batch = next(at, filter, after, last);
                events += batch.size();
                after = batch.stream().mapToLong(Long::longValue).max().orElse(after);
                wake.accept(at.source());
            } while (batch.size() == AT_ONCE);
        }
        return new Routed(events, false);
    }

    private List<Long> next(At at, Filter filter, long after, long last) {
        return Objects.requireNonNull(transaction.execute(status -> {
            slots.seize(at.source(), at.slot());
            List<Long> batch = jdbc.sql(filter.state() == Stuck.FAILED ? FAILED : UNROUTED)
                    .param("source", at.source())
                    .param("slot", at.slot())
                    .param("type", filter.type())
                    .param("after", after)
                    .param("last", last)
                    .param("atOnce", AT_ONCE)
                    .query(Long.class)
                    .list();
            if (batch.isEmpty()) {
                status.setRollbackOnly(); // its router keeps the slot
            }
            return batch;
        }));
    }

    private List<At> slots(@Nullable String source) {
        return jdbc.sql(SLOTS).param("source", source).query(At.class).list();
    }
}
