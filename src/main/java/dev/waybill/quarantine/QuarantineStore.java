package dev.waybill.quarantine;

import dev.waybill.batch.BatchWriter.Capacity;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The statements on {@code quarantine} of one ring, or of one share of the unverified ring. */
final class QuarantineStore {

    /** The limit of rows that one transaction deletes. */
    private static final int AT_ONCE = 1000;

    /**
     * Skips copies of a plausible webhook: a sender repeats refused webhooks, and copies must not push out others.
     * Compares only the newest four rows of a key, since an unauthenticated client can make many of one.
     */
    private static final String INSERT = """
        INSERT INTO quarantine (ring, plausible, source, reason, idempotency_key, event_id, headers, body)
        SELECT :ring, :plausible, u.*
          FROM unnest(:sources, :reasons, :keys, :events, :headers, :bodies)
               AS u (source, reason, key, event_id, headers, body)
         WHERE NOT :plausible OR NOT EXISTS (
           SELECT FROM (SELECT q.body FROM quarantine q
                         WHERE q.plausible AND q.source = u.source AND q.idempotency_key = u.key
                         ORDER BY q.id DESC LIMIT 4) newest
            WHERE newest.body = u.body)
        """;

    /** Counts from the newest row, so that the oldest rows are deleted; reads the lengths without the bytes. */
    private static final String TRIM = """
        DELETE FROM quarantine WHERE id = ANY (ARRAY (
          SELECT id FROM (
            SELECT id, row_number() OVER newest AS place,
                   sum(octet_length(headers) + octet_length(body)) OVER newest AS bytes
            FROM quarantine WHERE ring = :ring AND plausible = :plausible
            WINDOW newest AS (ORDER BY id DESC ROWS UNBOUNDED PRECEDING)) AS kept
          WHERE place > :rows OR bytes > :bytes
          ORDER BY id LIMIT :atOnce))
        """;

    private final JdbcClient jdbc;
    private final QuarantineRing ring;
    private final boolean plausible;

    QuarantineStore(JdbcClient jdbc, QuarantineRing ring, boolean plausible) {
        this.jdbc = jdbc;
        this.ring = ring;
        this.plausible = plausible;
    }

    void insert(List<NewEntry> rows) {
        jdbc.sql(INSERT)
                .param("ring", ring.name())
                .param("plausible", plausible)
                .param("sources", texts(rows, NewEntry::source))
                .param("reasons", texts(rows, NewEntry::reason))
                .param("keys", texts(rows, NewEntry::key))
                .param("events", new SqlArrayValue("int8", (Object[])
                        rows.stream().map(NewEntry::eventId).toArray(Long[]::new)))
                .param("headers", bytes(rows, NewEntry::headers))
                .param("bodies", bytes(rows, NewEntry::body))
                .update();
    }

    /** Deletes the oldest rows of the ring until the newest fit the limits. */
    void trim(Capacity most) {
        int dropped;
        do {
            dropped = jdbc.sql(TRIM)
                    .param("ring", ring.name())
                    .param("plausible", plausible)
                    .param("rows", most.items())
                    .param("bytes", most.bytes())
                    .param("atOnce", AT_ONCE)
                    .update();
        } while (dropped == AT_ONCE);
    }

    private static SqlArrayValue texts(List<NewEntry> rows, Function<NewEntry, @Nullable String> column) {
        return new SqlArrayValue("text", (Object[]) rows.stream().map(column).toArray(String[]::new));
    }

    private static SqlArrayValue bytes(List<NewEntry> rows, Function<NewEntry, byte[]> column) {
        return new SqlArrayValue("bytea", (Object[]) rows.stream().map(column).toArray(byte[][]::new));
    }
}
