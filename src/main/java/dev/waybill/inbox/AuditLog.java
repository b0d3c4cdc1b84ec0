package dev.waybill.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators read of their own doings. Reads only. */
public final class AuditLog {

    private static final String PAGE = """
        SELECT id, at, who, verb, subject, subject_id, subject_name, reason
          FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit\
        """;

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A command that was obeyed. @param subject what was commanded, such as {@code delivery 17} */
    public record Entry(
            long id,
            Instant at,
            String who,
            String verb,
            String subject,
            @Nullable String reason) {}

    /** The newest first. @param before the last id of the page before; {@link Long#MAX_VALUE} for the first */
    public List<Entry> page(long before, int limit) {
        return jdbc.sql(PAGE)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> {
                    String name = row.getString("subject_name");
                    return new Entry(
                            row.getLong("id"),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("who"),
                            row.getString("verb"),
                            row.getString("subject") + " " + (name == null ? row.getString("subject_id") : name),
                            row.getString("reason"));
                })
                .list();
    }
}
