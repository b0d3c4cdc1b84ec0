package dev.waybill.operator;

import java.sql.Types;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Chains the rows of the audit. Each row gets a number, and a hash over its content and the previous hash. A hub does
 * this a few seconds after the commit, so that no command waits for another. Hubs seal one at a time. A changed,
 * deleted or inserted row breaks the chain.
 */
public final class AuditChain {

    /** Takes a number that no other lock of the hub uses. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(4213025)";

    private static final String UNSEALED = "SELECT EXISTS (SELECT 1 FROM audit WHERE seal IS NULL)";

    private static final String SEAL = """
        WITH RECURSIVE todo AS (
          SELECT id, row_number() OVER (ORDER BY id) AS n
            FROM (SELECT id FROM audit WHERE seal IS NULL ORDER BY id LIMIT :most) unsealed
        ), last AS (
          SELECT coalesce(max(seal), 0) AS seal FROM audit WHERE seal IS NOT NULL
        ), chain AS (
          SELECT 0::bigint AS n, NULL::bigint AS id,
                 coalesce((SELECT hash FROM audit WHERE seal = last.seal), ''::bytea) AS hash
            FROM last
          UNION ALL
          SELECT todo.n, todo.id, sha256(chain.hash || audit_content(a))
            FROM chain JOIN todo ON todo.n = chain.n + 1 JOIN audit a ON a.id = todo.id
        )
        UPDATE audit SET seal = last.seal + chain.n, hash = chain.hash
          FROM chain, last WHERE audit.id = chain.id\
        """;

    private static final String VERIFY = """
        SELECT count(*) AS sealed, min(seal) FILTER (WHERE NOT sound) AS broken,
               (SELECT count(*) FROM audit WHERE seal IS NULL) AS unsealed,
               (SELECT hash FROM audit WHERE seal IS NOT NULL ORDER BY seal DESC LIMIT 1) AS head,
               coalesce(max(seal), 0) AS last, coalesce(bool_or(seal = :seal AND hash = :hash), false) AS held
          FROM (
            SELECT seal, hash,
                   hash = sha256(coalesce(lag(hash) OVER rows, ''::bytea) || audit_content(a))
                     AND seal = coalesce(lag(seal) OVER rows, 0) + 1 AS sound
              FROM audit a WHERE seal IS NOT NULL WINDOW rows AS (ORDER BY seal)
          ) checked\
        """;

    private static final String HEAD = """
        SELECT seal, hash FROM audit WHERE seal IS NOT NULL ORDER BY seal DESC LIMIT 1\
        """;

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    AuditChain(TransactionTemplate transaction, JdbcClient jdbc) {
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /** The chain's last link. A copy kept elsewhere shows later whether all rows up to it are unchanged. */
    public record Head(long seal, String hash) {}

    /**
     * The result of a check.
     *
     * @param sound true if each sealed row is unchanged, none is missing, and the kept link, if given, is there
     * @param sealed the number of rows in the chain
     * @param unsealed the number of rows that are too young for it
     * @param broken the first link that does not fit; null if all do
     * @param head the last link; null without one
     */
    public record Verdict(
            boolean sound,
            long sealed,
            long unsealed,
            @Nullable Long broken,
            @Nullable Head head) {}

    /**
     * Seals the new rows.
     *
     * @return the number of sealed rows
     */
    int seal(int most) {
        if (!jdbc.sql(UNSEALED).query(Boolean.class).single()) {
            return 0;
        }
        Integer sealed = transaction.execute(status -> {
            jdbc.sql(LOCK).query((row, n) -> n).list(); // the next statement sees the previous hub's sealed rows
            return jdbc.sql(SEAL).param("most", most).update();
        });
        return sealed == null ? 0 : sealed;
    }

    /** Returns the last link; null without one. */
    @Nullable
    Head head() {
        return jdbc.sql(HEAD)
                .query((row, n) -> new Head(row.getLong("seal"), hex(row.getBytes("hash"))))
                .optional()
                .orElse(null);
    }

    /**
     * Reads the whole chain.
     *
     * @param kept a link noted before; null to trust the end of the chain
     */
    public Verdict verify(@Nullable Head kept) {
        return jdbc.sql(VERIFY)
                .param("seal", kept == null ? null : kept.seal(), Types.BIGINT)
                .param("hash", kept == null ? null : HexFormat.of().parseHex(kept.hash()), Types.BINARY)
                .query((row, n) -> {
                    Long broken = row.getObject("broken", Long.class);
                    byte[] head = row.getBytes("head");
                    return new Verdict(
                            broken == null && (kept == null || row.getBoolean("held")),
                            row.getLong("sealed"),
                            row.getLong("unsealed"),
                            broken,
                            head == null ? null : new Head(row.getLong("last"), hex(head)));
                })
                .single();
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
