package dev.waybill.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the message groups that a DEAD delivery holds, for operators. Reads only, and open rows alone. */
public final class BlockedGroups {

    private static final String COUNTS = """
        SELECT destination, count(*) AS groups FROM outbox_lane WHERE blocked_by IS NOT NULL GROUP BY destination\
        """;

    /** Selects the page of heads first, and counts the deliveries behind each for these heads alone. */
    private static final String PAGE = """
        SELECT h.delivery, h.event_id, e.source, e.message_group, e.type, h.attempts, a.reason,
               (SELECT count(*) FROM outbox_delivery b
                 WHERE b.destination = :destination AND b.lane = h.lane AND b.state IN ('PENDING', 'DEAD')
                   AND b.id <> h.delivery) AS behind
          FROM (SELECT l.lane, d.id AS delivery, d.event_id, d.attempts
                  FROM outbox_lane l JOIN outbox_delivery d ON d.id = l.blocked_by
                 WHERE l.destination = :destination AND l.blocked_by > :after
                 ORDER BY l.blocked_by LIMIT :limit) h
          JOIN inbox_event e ON e.id = h.event_id
          LEFT JOIN LATERAL (
             SELECT reason FROM outbox_attempt t WHERE t.delivery_id = h.delivery ORDER BY t.id DESC LIMIT 1) a ON true
         ORDER BY h.delivery\
        """;

    private final JdbcClient jdbc;

    BlockedGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A group that waits for an operator.
     *
     * @param delivery the DEAD delivery at its head
     * @param messageGroup null for an event without a group: nothing waits behind it
     * @param reason why the last attempt failed
     * @param behind number of deliveries that wait behind it
     */
    public record Group(
            long delivery,
            long eventId,
            String source,
            @Nullable String messageGroup,
            String type,
            int attempts,
            @Nullable String reason,
            long behind) {}

    /** Returns the number of blocked groups by destination; a destination without any is missing. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(COUNTS).query(row -> {
            counts.put(row.getString("destination"), row.getLong("groups"));
        });
        return counts;
    }

    /**
     * Returns a destination's blocked groups, by the delivery at their head.
     *
     * @param after the last delivery of the page before, or 0
     */
    public List<Group> page(String destination, long after, int limit) {
        return jdbc.sql(PAGE)
                .param("destination", destination)
                .param("after", after)
                .param("limit", limit)
                .query(Group.class)
                .list();
    }
}
