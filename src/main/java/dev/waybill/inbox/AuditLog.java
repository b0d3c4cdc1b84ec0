package dev.waybill.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators read of what operators did. Reads only. */
public final class AuditLog {

    static final String OF = """
        SELECT at, who, verb, subject, subject_id, reason FROM audit
         WHERE subject_id = ANY (:ids) AND subject = :subject ORDER BY id DESC LIMIT :limit\
        """;

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A command that took effect. */
    public record Entry(
            Instant at,
            String who,
            String verb,
            String subject,
            long id,
            @Nullable String reason) {}

    /** The newest on these, newest first. @param subject {@code event} or {@code delivery} */
    public List<Entry> of(String subject, Collection<Long> ids, int limit) {
        return jdbc.sql(OF)
                .param("ids", ids.toArray(Long[]::new))
                .param("subject", subject)
                .param("limit", limit)
                .query((row, n) -> new Entry(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("verb"),
                        row.getString("subject"),
                        row.getLong("subject_id"),
                        row.getString("reason")))
                .list();
    }
}
