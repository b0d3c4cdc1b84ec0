package dev.waybill.replay;

import dev.waybill.replay.MatchPages.Match;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of a replay by filter on many deliveries and their lanes; the caller locks the target's lanes. */
final class ReplayStatements {

    /** Finds deliveries in flight: the lane's owner works on the head of the delivery's own lane. */
    static final String FIND = """
        SELECT d.id, d.state, d.state IN ('PENDING', 'DEAD') AS open,
               d.state = 'PENDING' AND l.owner IS NOT NULL AND d.id = (
                 SELECT h.id FROM outbox_delivery h
                  WHERE h.destination = d.destination AND h.lane = d.lane AND h.state IN ('PENDING', 'DEAD')
                  ORDER BY h.event_id, h.id LIMIT 1) AS in_flight
          FROM outbox_delivery d LEFT JOIN outbox_lane l ON (l.destination, l.lane) = (d.destination, d.lane)
         WHERE d.id = ANY (:ids)\
        """;

    /**
     * Leaves out PENDING deliveries without an attempt since they were created or last made due: they need no change.
     */
    static final String REARM = """
        UPDATE outbox_delivery SET state = 'PENDING', retries_from = attempts
         WHERE id = ANY (:ids) AND (state = 'DEAD' OR retries_from <> attempts)\
        """;

    /**
     * Gives a delivery the event's place in the lane. Deliveries newer than the filter's bound came from this job or by
     * hand.
     */
    static final String MAKE = """
        INSERT INTO outbox_delivery (destination, lane, event_id, part, generation, replay_of)
        SELECT :target, u.lane, u.event, u.part, coalesce(n.generation + 1, 0), n.id
          FROM unnest(:lanes, :events, :parts) WITH ORDINALITY u(lane, event, part, place)
          LEFT JOIN LATERAL (
            SELECT o.id, o.generation, o.state FROM outbox_delivery o
             WHERE o.event_id = u.event AND o.destination = :target AND o.part = u.part
             ORDER BY o.generation DESC LIMIT 1) n ON true
         WHERE n.id IS NULL OR (n.state IN ('DELIVERED', 'SKIPPED') AND n.id <= :upTo)
         ORDER BY u.place
        RETURNING id\
        """;

    /** Makes only lanes due whose head is part of this replay: another head keeps its back-off, and its block. */
    static final String DUE_NOW = """
        UPDATE outbox_lane l SET blocked_by = NULL, tries = 0, due_at = now()
          FROM unnest(:lanes) u(lane)
         WHERE l.destination = :target AND l.lane = u.lane AND l.owner IS NULL
           AND (SELECT d.id FROM outbox_delivery d
                 WHERE d.destination = l.destination AND d.lane = l.lane AND d.state IN ('PENDING', 'DEAD')
                 ORDER BY d.event_id, d.id LIMIT 1) = ANY (:ours)\
        """;

    private final JdbcClient jdbc;

    ReplayStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Found(long id, String state, boolean open, boolean inFlight) {}

    List<Found> find(List<Long> ids) {
        return jdbc.sql(FIND)
                .param("ids", ids.toArray(Long[]::new))
                .query(Found.class)
                .list();
    }

    void rearm(List<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql(REARM).param("ids", ids.toArray(Long[]::new)).update();
        }
    }

    /** @return the new deliveries; the others wait already, or were created since */
    List<Long> make(String target, long upTo, List<Match> wanted) {
        return jdbc.sql(MAKE)
                .param("target", target)
                .param("upTo", upTo)
                .param("lanes", wanted.stream().map(Match::lane).toArray(String[]::new))
                .param("events", wanted.stream().map(Match::event).toArray(Long[]::new))
                .param("parts", wanted.stream().map(Match::part).toArray(String[]::new))
                .query(Long.class)
                .list();
    }

    void dueNow(String target, List<String> lanes, Collection<Long> ours) {
        jdbc.sql(DUE_NOW)
                .param("target", target)
                .param("lanes", lanes.toArray(String[]::new))
                .param("ours", ours.toArray(Long[]::new))
                .update();
    }
}
