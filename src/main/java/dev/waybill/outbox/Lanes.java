package dev.waybill.outbox;

import dev.waybill.handover.Delivery;
import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.Delivery.Leased;
import dev.waybill.routing.PassedHeaders;
import dev.waybill.sources.AllowedHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code outbox_lane}: the lock, lease, fencing token, back-off and block of the deliveries in a lane. Every
 * change to a lane first locks its row here, in (destination, lane) order, and reads deliveries afterwards. Two steps
 * lock in another order, but skip locked rows and so never wait: {@code outbox_lease} and {@link #rescue}. The bodies
 * of the functions are in {@code db/migration/V9__one_statement_a_step.sql}.
 */
public final class Lanes {

    /** Has one row if a dead node holds one. */
    static final String ORPHANED = """
        SELECT 'lanes' WHERE EXISTS (
          SELECT 1 FROM outbox_lane l
           WHERE owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = l.owner AND n.until >= now()))\
        """;

    static final String OPEN = "SELECT outbox_open_lanes(:destinations, :lanes)";

    public static final String DUE = """
        SELECT d.destination FROM unnest(:destinations) d(destination)
         WHERE (SELECT l.lane FROM outbox_lane l
                 WHERE l.destination = d.destination AND owner IS NULL AND blocked_by IS NULL AND due_at <= now()
                 ORDER BY due_at LIMIT 1) IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM outbox_pause p WHERE p.destination = d.destination)
           AND NOT EXISTS (SELECT 1 FROM outbox_circuit c WHERE c.destination = d.destination)\
        """;

    static final String LEASE = "SELECT * FROM outbox_lease(:destination, :owner, :limit, :trial)";

    private static final String SEIZE = """
        UPDATE outbox_lane SET owner = NULL, token = NULL WHERE destination = :destination AND lane = :lane\
        """;

    static final String CLOSE_EMPTY = "SELECT outbox_close_lanes(:destinations, :lanes)";

    /**
     * Uses the index by owner in the first step; the second locks in order. A lease without a started attempt does not
     * count as a try.
     */
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
     * Compares the token with that of the lease found orphaned. Another rescue may free a lane, and a live node lease
     * it, before this statement locks it. The lane would then be taken from that node, if the token were not compared.
     * The check for a live owner runs in the snapshot, and not again on the current row at locking.
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
    private final PassedHeaders passed;

    public Lanes(JdbcClient jdbc) {
        this(jdbc, AllowedHeaders.NONE);
    }

    Lanes(JdbcClient jdbc, AllowedHeaders allowed) {
        this.jdbc = jdbc;
        this.passed = new PassedHeaders(jdbc, allowed);
    }

    /** Creates and locks these lanes for the rest of the transaction; pairs may repeat. */
    public void open(List<String> destinations, List<String> lanes) {
        jdbc.sql(OPEN)
                .param("destinations", destinations.toArray(String[]::new))
                .param("lanes", lanes.toArray(String[]::new))
                .query(row -> {});
    }

    /**
     * Leases due lanes and reads their heads. Skips lanes without a head, or with a head that waits for an operator.
     *
     * @param trial true to lease although the circuit is not closed
     */
    List<Leased> lease(String destination, long owner, int limit, boolean trial) {
        List<Leased> leased = jdbc.sql(LEASE)
                .param("destination", destination)
                .param("owner", owner)
                .param("limit", limit)
                .param("trial", trial)
                .query((row, n) -> leased(destination, owner, row))
                .list();
        return passed.with(
                leased,
                one -> one.delivery().event().id(),
                one -> one.delivery().event().source(),
                (one, headers) -> new Leased(one.lease(), one.delivery().with(headers)));
    }

    /**
     * Takes the lane from the node that hands over its head, for an operator's command; that attempt's result is stale.
     */
    void seize(String destination, String lane) {
        jdbc.sql(SEIZE).param("destination", destination).param("lane", lane).update();
    }

    /** Deletes the locked lanes of a destination that have no open delivery any more. */
    public void closeEmpty(String destination, List<String> lanes) {
        jdbc.sql(CLOSE_EMPTY)
                .param("destinations", lanes.stream().map(lane -> destination).toArray(String[]::new))
                .param("lanes", lanes.toArray(String[]::new))
                .query(row -> {});
    }

    /** Gives back the lanes that this node holds without working on them: leftovers of a database failure. */
    public void releaseIdle(String destination, long owner, Collection<Long> busyTokens) {
        jdbc.sql(RELEASE_IDLE)
                .param("destination", destination)
                .param("owner", owner)
                .param("busy", busyTokens.toArray(Long[]::new))
                .update();
    }

    /** Frees the lanes of dead nodes. */
    public int rescue() {
        return jdbc.sql(RESCUE).update();
    }

    private static Leased leased(String destination, long owner, ResultSet row) throws SQLException {
        return new Leased(
                new LaneLease(destination, row.getString("lane"), owner, row.getLong("token"), row.getInt("tries")),
                new Delivery(
                        row.getLong("id"),
                        destination,
                        row.getString("part"),
                        row.getInt("generation"),
                        row.getInt("attempts"),
                        row.getInt("retries_from"),
                        new Delivery.Event(
                                row.getLong("event_id"),
                                row.getString("source"),
                                row.getString("idempotency_key"),
                                row.getString("message_group"),
                                row.getString("type"),
                                row.getObject("received_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getBytes("body"))));
    }
}
