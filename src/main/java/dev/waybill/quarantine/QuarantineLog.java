package dev.waybill.quarantine;

import dev.waybill.Excerpt;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operators' view of the quarantine; reads only. */
public final class QuarantineLog {

    /** The limit of a shown body, in bytes. */
    static final int PREVIEW = 64 << 10;

    private static final String ENTRIES = """
        SELECT id, ring, source, reason, idempotency_key, event_id, received_at, octet_length(body) AS bytes, plausible
          FROM quarantine
         WHERE (CAST(:ring AS text) IS NULL OR ring = :ring) AND (CAST(:source AS text) IS NULL OR source = :source)
        """;

    private static final String PAGE = ENTRIES + "AND id > :from ORDER BY id LIMIT :limit";

    private static final String NEWEST = ENTRIES + "AND id < :from ORDER BY id DESC LIMIT :limit";

    private static final String ONE = """
        SELECT id, ring, source, reason, idempotency_key, event_id, received_at, octet_length(body) AS bytes, plausible,
               headers, substring(body FROM 1 FOR :preview) AS preview
          FROM quarantine WHERE id = :id\
        """;

    private final JdbcClient jdbc;
    private final Resubmit readmission;

    QuarantineLog(JdbcClient jdbc, Resubmit readmission) {
        this.jdbc = jdbc;
        this.readmission = readmission;
    }

    /**
     * A row without its content.
     *
     * @param event the event that it conflicts with
     * @param bytes the body's length
     * @param plausible true if only the signature is wrong
     */
    public record Entry(
            long id,
            QuarantineRing ring,
            String source,
            String reason,
            @Nullable String idempotencyKey,
            @Nullable Long event,
            Instant receivedAt,
            int bytes,
            boolean plausible) {}

    /**
     * A row and its content.
     *
     * @param headers lines of name and value; a signature's value is hidden
     * @param text the beginning of the body read as UTF-8, with U+FFFD for invalid bytes
     * @param base64 the same bytes exactly
     * @param cut true if the body is longer than the shown part
     */
    public record Content(Entry entry, List<List<String>> headers, String text, String base64, boolean cut) {

        /** Returns a copy with this text, and without the bytes. */
        public Content showing(String other) {
            return new Content(entry, headers, other, "", cut);
        }

        /** Returns a copy with up to this number of characters of its text. */
        public Content upTo(int characters) {
            return text.length() <= characters
                    ? this
                    : new Content(entry, headers, Excerpt.of(text, characters), base64, true);
        }
    }

    /**
     * Returns a page ordered by id.
     *
     * @param after the last id of the page before, 0 for the first
     */
    public List<Entry> page(@Nullable QuarantineRing ring, @Nullable String source, long after, int limit) {
        return entries(PAGE, ring, source, after, limit);
    }

    /**
     * Returns a page, newest first.
     *
     * @param before the last id of the page before; {@link Long#MAX_VALUE} for the first
     */
    public List<Entry> newest(@Nullable QuarantineRing ring, @Nullable String source, long before, int limit) {
        return entries(NEWEST, ring, source, before, limit);
    }

    private List<Entry> entries(
            String sql, @Nullable QuarantineRing ring, @Nullable String source, long from, int limit) {
        return jdbc.sql(sql)
                .param("ring", ring == null ? null : ring.name())
                .param("source", source)
                .param("from", from)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    public Optional<Content> find(long id) {
        return jdbc.sql(ONE)
                .param("id", id)
                .param("preview", PREVIEW)
                .query((row, n) -> content(row))
                .optional();
    }

    private Content content(ResultSet row) throws SQLException {
        Entry entry = entry(row);
        byte[] preview = row.getBytes("preview");
        return new Content(
                entry,
                ShownHeaders.of(row.getBytes("headers"), header -> readmission.isProof(entry.source(), header)),
                new String(preview, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(preview),
                preview.length < entry.bytes());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                QuarantineRing.valueOf(row.getString("ring")),
                row.getString("source"),
                row.getString("reason"),
                row.getString("idempotency_key"),
                row.getObject("event_id", Long.class),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getInt("bytes"),
                row.getBoolean("plausible"));
    }
}
