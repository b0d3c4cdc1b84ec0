package dev.waybill.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code outbox_lane}: the lock, lease, fence, back-off and block of everything that waits in a lane. Whoever
 * changes what is in a lane first locks its row here, in (destination, lane) order, and reads deliveries afterwards.
 */
final class Lanes {

    /**
     * Makes the lanes that are missing and locks all of them; the update that never happens is what takes the lock. What
     * comes out of unnest has the database's collation: left at that, the order of locks would not be everybody else's.
     */
    static final String OPEN = """
        INSERT INTO outbox_lane (destination, lane)
        SELECT DISTINCT d COLLATE "C" AS d, l COLLATE "C" AS l FROM unnest(:destinations, :lanes) u(d, l) ORDER BY d, l
        ON CONFLICT (destination, lane) DO UPDATE SET due_at = outbox_lane.due_at WHERE false\
        """;

    static final String DUE = """
        SELECT d.destination FROM unnest(:destinations) d(destination)
         WHERE (SELECT l.lane FROM outbox_lane l
                 WHERE l.destination = d.destination AND owner IS NULL AND blocked_by IS NULL AND due_at <= now()
                 ORDER BY due_at LIMIT 1) IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM outbox_pause p WHERE p.destination = d.destination)
           AND NOT EXISTS (SELECT 1 FROM outbox_circuit c WHERE c.destination = d.destination)\
        """;

    static final String LEASE = """
        WITH due AS MATERIALIZED (
          SELECT destination, lane FROM outbox_lane
           WHERE destination = :destination AND owner IS NULL AND blocked_by IS NULL AND due_at <= now()
             AND NOT EXISTS (SELECT 1 FROM outbox_pause p WHERE p.destination = :destination)
             AND (:trial OR NOT EXISTS (SELECT 1 FROM outbox_circuit c WHERE c.destination = :destination))
           ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
        UPDATE outbox_lane l SET owner = :owner, token = nextval('lease_token'), tries = tries + 1,
               unreachable_at = NULL
          FROM due WHERE (l.destination, l.lane) = (due.destination, due.lane)
        RETURNING l.lane, l.token, l.tries\
        """;

    /** Whose the lanes are is compared afterwards: by the owner the planner would pair every lane with every lease. */
    static final String LOCK = """
        SELECT destination, lane, owner, token FROM outbox_lane
         WHERE (destination, lane) IN (SELECT * FROM unnest(:destinations, :lanes))
         ORDER BY destination, lane FOR UPDATE\
        """;

    private static final String UNBLOCK = """
        UPDATE outbox_lane SET blocked_by = NULL, tries = 0, due_at = now()
         WHERE (destination, lane) IN (SELECT * FROM unnest(:destinations, :lanes))\
        """;

    private static final String SEIZE = """
        UPDATE outbox_lane SET owner = NULL, token = NULL WHERE destination = :destination AND lane = :lane\
        """;

    /** The scalar sub-select with a LIMIT keeps the planner from a quadratic anti join over a long queue. */
    static final String CLOSE_EMPTY = """
        DELETE FROM outbox_lane l
         WHERE (destination, lane) IN (SELECT * FROM unnest(:destinations, :lanes))
           AND (SELECT d.id FROM outbox_delivery d
                 WHERE d.destination = l.destination AND d.lane = l.lane AND d.state IN ('PENDING', 'DEAD')
                 ORDER BY d.event_id, d.id LIMIT 1) IS NULL\
        """;

    /**
     * Whatever frees a lane is a result for its head, so that the count of leases without one begins anew. A block holds
     * only at the head: an elder event may have been routed into the lane while its head was on the way.
     */
    static final String FREE = """
        UPDATE outbox_lane l SET owner = NULL, token = NULL, tries = 0, due_at = now() + make_interval(secs => u.pause),
               blocked_by = CASE WHEN u.blocked_by IS NOT NULL AND u.blocked_by = (
                 SELECT d.id FROM outbox_delivery d
                  WHERE d.destination = l.destination AND d.lane = l.lane AND d.state IN ('PENDING', 'DEAD')
                  ORDER BY d.event_id, d.id LIMIT 1) THEN u.blocked_by END,
               unreachable_at = CASE WHEN u.unreachable THEN now() END
          FROM unnest(:destinations, :lanes, :pauses, :blocks, :unreachable)
               u(destination, lane, pause, blocked_by, unreachable)
         WHERE (l.destination, l.lane) = (u.destination, u.lane)\
        """;

    /** The first step can only use the index by owner; the second locks in order. What did not begin was no try. */
    static final String RELEASE_IDLE = """
        WITH mine AS MATERIALIZED (
          SELECT destination, lane, token FROM outbox_lane WHERE owner = :owner),
        idle AS MATERIALIZED (
          SELECT l.destination, l.lane FROM mine m
            JOIN outbox_lane l ON (l.destination, l.lane, l.token) = (m.destination, m.lane, m.token)
           WHERE m.destination = :destination AND m.token <> ALL (:busy)
           ORDER BY l.destination, l.lane FOR UPDATE OF l)
        UPDATE outbox_lane l SET owner = NULL, token = NULL, tries = greatest(tries - 1, 0)
          FROM idle i WHERE (l.destination, l.lane) = (i.destination, i.lane)\
        """;

    /**
     * The token tells the lease that was found orphaned. Without it a lane that another rescue freed and a live node
     * leased before this statement came to lock it would be taken from that node: the check for a live owner is made in
     * the snapshot, and is not made again for the row as it is when it gets locked.
     */
    static final String RESCUE = """
        WITH orphan AS MATERIALIZED (
          SELECT destination, lane, token FROM outbox_lane l
           WHERE owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = l.owner)
           ORDER BY owner LIMIT 1000),
        locked AS MATERIALIZED (
          SELECT l.destination, l.lane FROM orphan o
            JOIN outbox_lane l ON (l.destination, l.lane, l.token) = (o.destination, o.lane, o.token)
             FOR UPDATE OF l SKIP LOCKED)
        UPDATE outbox_lane l SET owner = NULL, token = NULL
          FROM locked o WHERE (l.destination, l.lane) = (o.destination, o.lane)\
        """;

    private final JdbcClient jdbc;

    Lanes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What follows for a lane whose head got a result.
     *
     * @param unreachable whether the pause is due to a destination out of reach
     */
    record Freed(LaneLease lease, Duration pause, @Nullable Long blockedBy, boolean unreachable) {

        Freed(LaneLease lease, Duration pause, @Nullable Long blockedBy) {
            this(lease, pause, blockedBy, false);
        }
    }

    /** Makes and locks these lanes for the rest of the transaction; pairs may repeat. */
    void open(List<String> destinations, List<String> lanes) {
        jdbc.sql(OPEN)
                .param("destinations", destinations.toArray(String[]::new))
                .param("lanes", lanes.toArray(String[]::new))
                .update();
    }

    /**
     * Leases due lanes; the heads must be read in a later statement of the same transaction.
     *
     * @param trial whether to lease in spite of a circuit that is not closed
     */
    List<LaneLease> lease(String destination, long owner, int limit, boolean trial) {
        return jdbc.sql(LEASE)
                .param("destination", destination)
                .param("owner", owner)
                .param("limit", limit)
                .param("trial", trial)
                .query((row, n) -> new LaneLease(
                        destination, row.getString("lane"), owner, row.getLong("token"), row.getInt("tries")))
                .list();
    }

    /** Locks the lanes, and returns the leases that still own theirs. */
    List<LaneLease> lock(List<LaneLease> leases) {
        record Held(String destination, String lane, long owner, long token) {}
        Set<Held> held = pairs(jdbc.sql(LOCK), leases)
                .query((row, n) -> new Held(
                        row.getString("destination"),
                        row.getString("lane"),
                        row.getLong("owner"),
                        row.getLong("token")))
                .set();
        return leases.stream()
                .filter(lease ->
                        held.contains(new Held(lease.destination(), lease.lane(), lease.owner(), lease.token())))
                .toList();
    }

    /** Makes locked lanes due now; where a DEAD delivery is the head, the next lease blocks the lane again. */
    void unblock(List<Deliveries.Overtaken> overtaken) {
        jdbc.sql(UNBLOCK)
                .param(
                        "destinations",
                        overtaken.stream()
                                .map(Deliveries.Overtaken::destination)
                                .toArray(String[]::new))
                .param(
                        "lanes",
                        overtaken.stream().map(Deliveries.Overtaken::lane).toArray(String[]::new))
                .update();
    }

    /** Takes the lane from whoever hands over its head, for an operator's command; what that attempt brings is stale. */
    void seize(String destination, String lane) {
        jdbc.sql(SEIZE).param("destination", destination).param("lane", lane).update();
    }

    /** Deletes those of the locked lanes that have nothing open any more. */
    void closeEmpty(List<LaneLease> leases) {
        pairs(jdbc.sql(CLOSE_EMPTY), leases).update();
    }

    /** Gives locked lanes back; those that were closed are passed over. */
    void free(List<Freed> freed) {
        pairs(jdbc.sql(FREE), freed.stream().map(Freed::lease).toList())
                .param(
                        "pauses",
                        freed.stream().map(f -> f.pause().toMillis() / 1000.0).toArray(Double[]::new))
                .param("blocks", freed.stream().map(Freed::blockedBy).toArray(Long[]::new))
                .param("unreachable", freed.stream().map(Freed::unreachable).toArray(Boolean[]::new))
                .update();
    }

    /** Gives back what this node holds without working on it: left over when the database failed half-way. */
    void releaseIdle(String destination, long owner, Collection<Long> busyTokens) {
        jdbc.sql(RELEASE_IDLE)
                .param("destination", destination)
                .param("owner", owner)
                .param("busy", busyTokens.toArray(Long[]::new))
                .update();
    }

    /** Frees the lanes of nodes that are no more. */
    int rescue() {
        return jdbc.sql(RESCUE).update();
    }

    private static JdbcClient.StatementSpec pairs(JdbcClient.StatementSpec statement, List<LaneLease> leases) {
        return statement
                .param(
                        "destinations",
                        leases.stream().map(LaneLease::destination).toArray(String[]::new))
                .param("lanes", leases.stream().map(LaneLease::lane).toArray(String[]::new));
    }
}
