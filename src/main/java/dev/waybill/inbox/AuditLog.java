package dev.waybill.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators read of their own doings. Reads only. */
public final class AuditLog {

    private static final String PAGE = """
        SELECT id, at, who, verb, subject, subject_id, subject_name, reason
          FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit\
        """;

    static final String OF = """
        SELECT id, at, who, verb, subject, subject_id, subject_name, reason FROM audit
         WHERE subject_id = ANY (:ids) AND subject = :subject ORDER BY id DESC LIMIT :limit\
        """;

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A command that was obeyed.
     *
     * @param kind of what was commanded, such as {@code delivery}
     * @param number its id, if it has one and no name
     * @param name its name, if it has one
     */
    public record Entry(
            long id,
            Instant at,
            String who,
            String verb,
            String kind,
            @Nullable Long number,
            @Nullable String name,
            @Nullable String reason) {

        /** Such as {@code delivery 17}. */
        public String subject() {
            return kind + " " + (name == null ? String.valueOf(number) : name);
        }
    }

    /** The newest first. @param before the last id of the page before; {@link Long#MAX_VALUE} for the first */
    public List<Entry> page(long before, int limit) {
        return jdbc.sql(PAGE)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    /** The newest on these, newest first. @param kind {@code event} or {@code delivery} */
    public List<Entry> of(String kind, Collection<Long> ids, int limit) {
        return jdbc.sql(OF)
                .param("ids", ids.toArray(Long[]::new))
                .param("subject", kind)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"),
                row.getString("verb"),
                row.getString("subject"),
                row.getObject("subject_id", Long.class),
                row.getString("subject_name"),
                row.getString("reason"));
    }
}
