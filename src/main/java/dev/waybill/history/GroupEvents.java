package dev.waybill.history;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the events of a message group: those in {@code search_event}, and those among the newest events after them. The
 * index may not know these yet; the newest 10 000 of them are looked through.
 */
public final class GroupEvents {

    public static final String SOURCES = """
        SELECT DISTINCT source FROM (
          SELECT e.source FROM (SELECT event_id FROM search_event
                           WHERE message_group IS NOT NULL AND message_group >= :group AND message_group <= :group
                           ORDER BY message_group, event_id LIMIT 1000) s
            JOIN inbox_event e ON e.id = s.event_id
          UNION ALL
          SELECT t.source FROM (
            SELECT source, message_group FROM inbox_event
             WHERE id > (SELECT passed FROM search_progress WHERE stage = 'NEW') ORDER BY id DESC LIMIT 10000) t
           WHERE t.message_group = :group) known
         ORDER BY source\
        """;

    public static final String MEMBERS = """
        SELECT id FROM (
          (SELECT s.event_id AS id FROM search_event s
            WHERE s.message_group IS NOT NULL AND (s.message_group, s.event_id) > (:group, :after) AND s.message_group <= :group
              AND (SELECT e.source FROM inbox_event e WHERE e.id = s.event_id LIMIT 1) = :source
            ORDER BY s.message_group, s.event_id LIMIT :limit)
          UNION
          (SELECT t.id FROM (
             SELECT id, source, message_group FROM inbox_event
              WHERE id > (SELECT passed FROM search_progress WHERE stage = 'NEW') ORDER BY id DESC LIMIT 10000) t
            WHERE t.message_group = :group AND t.source = :source AND t.id > :after)) member
         ORDER BY id LIMIT :limit\
        """;

    private final JdbcClient jdbc;

    GroupEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> sources(String group) {
        return jdbc.sql(SOURCES).param("group", group).query(String.class).list();
    }

    /** Returns the ids, oldest first. */
    List<Long> members(String source, String group, long after, int limit) {
        return jdbc.sql(MEMBERS)
                .param("source", source)
                .param("group", group)
                .param("after", after)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }
}
