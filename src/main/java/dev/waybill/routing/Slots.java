package dev.waybill.routing;

import dev.waybill.inbox.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code inbox_slot}: the node that routes each slot of a source. */
public final class Slots {

    /** Has one row if a dead node holds one. */
    static final String ORPHANED = """
        SELECT 'slots' WHERE EXISTS (
          SELECT 1 FROM inbox_slot s
           WHERE owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = s.owner AND n.until >= now()))\
        """;

    private static final String OPEN = """
        INSERT INTO inbox_slot (source, slot) SELECT :source, generate_series(0, :last) ON CONFLICT DO NOTHING\
        """;

    static final String DUE = """
        SELECT DISTINCT source FROM inbox_slot s WHERE source = ANY (:sources) AND owner IS NULL AND (
              (SELECT w.event_id FROM inbox_work w
                WHERE w.source = s.source AND w.slot = s.slot AND w.state = 'RECEIVED' LIMIT 1) IS NOT NULL
            OR (SELECT w.event_id FROM inbox_work w
                WHERE w.source = s.source AND w.slot = s.slot AND w.state = 'FAILED' AND w.due_at <= now() LIMIT 1) IS NOT NULL)\
        """;

    static final String CLAIM = "SELECT * FROM inbox_claim(:source, :owner, :slots, :events, :bytes)";

    static final String RELEASE = """
        UPDATE inbox_slot SET owner = NULL, token = NULL
         WHERE source = :source AND slot = :slot AND owner = :owner AND token = :token\
        """;

    static final String RELEASE_IDLE = """
        UPDATE inbox_slot SET owner = NULL, token = NULL
         WHERE source = :source AND owner = :owner AND token <> ALL (:busy)\
        """;

    private static final String SEIZE = """
        UPDATE inbox_slot SET owner = NULL, token = NULL WHERE source = :source AND slot = :slot\
        """;

    /** Compares the token: a live node may have taken the slot after it was found orphaned. */
    static final String RESCUE = """
        WITH orphan AS MATERIALIZED (
          SELECT source, slot, token FROM inbox_slot s
           WHERE owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = s.owner)),
        locked AS MATERIALIZED (
          SELECT s.source, s.slot FROM orphan o
            JOIN inbox_slot s ON (s.source, s.slot, s.token) = (o.source, o.slot, o.token)
             FOR UPDATE OF s SKIP LOCKED)
        UPDATE inbox_slot s SET owner = NULL, token = NULL
          FROM locked o WHERE (s.source, s.slot) = (o.source, o.slot)\
        """;

    private final JdbcClient jdbc;

    public Slots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A leased slot and its next events, in id order; empty if another router has just emptied it. */
    record Claimed(SlotLease lease, List<QueuedEvent> ready) {

        Claimed(SlotLease lease) {
            this(lease, new ArrayList<>());
        }
    }

    /** Creates the rows of a source that is routed for the first time. */
    public void open(String source) {
        jdbc.sql(OPEN).param("source", source).param("last", Slot.COUNT - 1).update();
    }

    /** Leases up to {@code limit} free slots of the source that have due events, and reads these events. */
    Collection<Claimed> claim(String source, long owner, int limit, int events) {
        Map<Integer, Claimed> claimed = new LinkedHashMap<>();
        jdbc.sql(CLAIM)
                .param("source", source)
                .param("owner", owner)
                .param("slots", limit)
                .param("events", events)
                .param("bytes", RoutingQueue.BYTES)
                .query(row -> {
                    var lease = new SlotLease(source, row.getInt("slot"), owner, row.getLong("token"));
                    List<QueuedEvent> ready = claimed.computeIfAbsent(lease.slot(), slot -> new Claimed(lease))
                            .ready();
                    if (row.getObject("event_id") != null) {
                        ready.add(RoutingQueue.item(source, row));
                    }
                });
        return claimed.values();
    }

    void release(SlotLease lease) {
        jdbc.sql(RELEASE)
                .param("source", lease.source())
                .param("slot", lease.slot())
                .param("owner", lease.owner())
                .param("token", lease.token())
                .update();
    }

    /** Gives back the slots that this node holds without working on them: leftovers of a database failure. */
    void releaseIdle(String source, long owner, Collection<Long> busyTokens) {
        jdbc.sql(RELEASE_IDLE)
                .param("source", source)
                .param("owner", owner)
                .param("busy", busyTokens.toArray(Long[]::new))
                .update();
    }

    /** Takes the slot from its current router, for an operator's command; the decisions of that router are dropped. */
    public void seize(String source, int slot) {
        jdbc.sql(SEIZE).param("source", source).param("slot", slot).update();
    }

    /** Frees the slots of dead nodes. */
    int rescue() {
        return jdbc.sql(RESCUE).update();
    }

    /** A slot that this node holds. Only the holder of owner and token may change the slot's work. */
    record SlotLease(String source, int slot, long owner, long token) {}
}
