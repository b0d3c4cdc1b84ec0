package dev.waybill.quarantine;

import dev.waybill.batch.PostgresText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of an operator's commands on {@code quarantine}. */
final class EntryCommands {

    private static final int MOST_CHARACTERS = 1000;

    private static final String FIND = "SELECT id, source, headers, body FROM quarantine WHERE id = :id";

    private static final String LAST = "SELECT coalesce(max(id), 0) FROM quarantine WHERE ring = :ring";

    private static final String NEXT = """
        SELECT id, source, headers, body FROM quarantine
         WHERE ring = :ring AND source = :source AND id > :after AND id <= :last
           AND (CAST(:contains AS text) IS NULL OR position(lower(:contains) IN lower(reason)) > 0)
         ORDER BY id LIMIT 1\
        """;

    private static final String DELETE = "DELETE FROM quarantine WHERE id = :id";

    private static final String DELETE_ALL = """
        DELETE FROM quarantine WHERE id IN (
          SELECT id FROM quarantine WHERE ring = :ring AND source = :source AND id <= :upTo ORDER BY id LIMIT :most)\
        """;

    /** An entry that proves to be signed moves to the ring that unauthenticated clients can't flush. */
    private static final String REFUSED = """
        UPDATE quarantine SET reason = :reason, idempotency_key = coalesce(:key, idempotency_key),
               event_id = coalesce(:event, event_id), ring = CASE WHEN :signed THEN 'VERIFIED' ELSE ring END,
               plausible = plausible AND NOT :signed
         WHERE id = :id\
        """;

    private final JdbcClient jdbc;

    EntryCommands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<QuarantineEntry> find(long id) {
        return jdbc.sql(FIND).param("id", id).query(QuarantineEntry.class).optional();
    }

    /** Returns the highest id in the ring; 0 if it is empty. */
    long last(QuarantineRing ring) {
        return jdbc.sql(LAST).param("ring", ring.name()).query(Long.class).single();
    }

    /**
     * Finds the oldest match with an id above {@code after} and up to {@code last}.
     *
     * @param contains a part of the reason; null is any
     */
    Optional<QuarantineEntry> next(
            QuarantineRing ring, String source, @Nullable String contains, long after, long last) {
        return jdbc.sql(NEXT)
                .param("ring", ring.name())
                .param("source", source)
                .param("contains", contains)
                .param("after", after)
                .param("last", last)
                .query(QuarantineEntry.class)
                .optional();
    }

    boolean delete(long id) {
        return jdbc.sql(DELETE).param("id", id).update() == 1;
    }

    /**
     * Deletes the oldest rows of a source in a ring, up to this id.
     *
     * @return the number of deleted rows
     */
    int delete(QuarantineRing ring, String source, long upTo, int most) {
        return jdbc.sql(DELETE_ALL)
                .param("ring", ring.name())
                .param("source", source)
                .param("upTo", upTo)
                .param("most", most)
                .update();
    }

    void refused(long id, Resubmit.Answer.Refused refused) {
        jdbc.sql(REFUSED)
                .param("id", id)
                .param("reason", PostgresText.repaired(refused.reason(), MOST_CHARACTERS))
                .param("key", refused.key() == null ? null : PostgresText.repaired(refused.key(), MOST_CHARACTERS))
                .param("event", refused.event())
                .param("signed", refused.signed())
                .update();
    }

    /**
     * A whole entry of the quarantine.
     *
     * @param headers the received header lines as a JSON array of [name, value], UTF-8
     * @param body the bytes as received
     */
    record QuarantineEntry(long id, String source, byte[] headers, byte[] body) {}
}
