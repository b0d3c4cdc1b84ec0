package dev.waybill.operator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operators' view of the audit; reads only. */
public final class AuditLog {

    private static final String PAGE = """
        SELECT id, at, who, verb, subject, subject_id, subject_name, reason, address, refused, seal, hash
          FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit\
        """;

    private static final String AFTER = """
        SELECT id, at, who, verb, subject, subject_id, subject_name, reason, address, refused, seal, hash
          FROM audit WHERE id > :after ORDER BY id LIMIT :limit\
        """;

    static final String OF = """
        SELECT id, at, who, verb, subject, subject_id, subject_name, reason, address, refused, seal, hash FROM audit
         WHERE subject_id = ANY (:ids) AND subject = :subject AND verb <> 'read' ORDER BY id DESC LIMIT :limit\
        """;

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A command that was carried out or refused, or the reading of a body.
     *
     * @param kind the kind of its object, such as {@code delivery}
     * @param number the object's id, if it has one and no name
     * @param name the object's name, if it has one
     * @param address the address that it came from; null if a hub acted for a job
     * @param refused true if it was not carried out
     * @param seal its number in the chain; null until it is sealed, for some seconds
     * @param hash its hash in the chain; null until it is sealed
     */
    public record Entry(
            long id,
            Instant at,
            String who,
            String verb,
            String kind,
            @Nullable Long number,
            @Nullable String name,
            @Nullable String reason,
            @Nullable String address,
            boolean refused,
            @Nullable Long seal,
            @Nullable String hash) {

        /** Returns the object, such as {@code delivery 17}. */
        public String subject() {
            return kind + " " + (name == null ? String.valueOf(number) : name);
        }

        /** True if the reason is the hub's sentence, which may end with an error text, and not an operator's words. */
        public boolean saidByHub() {
            return refused || who.equals(Command.HUB);
        }

        /** Returns a copy with another reason. */
        public Entry saying(String other) {
            return new Entry(id, at, who, verb, kind, number, name, other, address, refused, seal, hash);
        }
    }

    /**
     * Returns a page, newest first.
     *
     * @param before the last id of the page before; {@link Long#MAX_VALUE} for the first
     */
    public List<Entry> page(long before, int limit) {
        return jdbc.sql(PAGE)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    /**
     * Returns a page, oldest first.
     *
     * @param after the last id of the page before
     */
    public List<Entry> after(long after, int limit) {
        return jdbc.sql(AFTER)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    /**
     * Returns the newest entries on these objects, newest first.
     *
     * @param kind {@code event} or {@code delivery}
     */
    public List<Entry> of(String kind, Collection<Long> ids, int limit) {
        return jdbc.sql(OF)
                .param("ids", ids.toArray(Long[]::new))
                .param("subject", kind)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes("hash");
        return new Entry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"),
                row.getString("verb"),
                row.getString("subject"),
                row.getObject("subject_id", Long.class),
                row.getString("subject_name"),
                row.getString("reason"),
                row.getString("address"),
                row.getBoolean("refused"),
                row.getObject("seal", Long.class),
                hash == null ? null : HexFormat.of().formatHex(hash));
    }
}
