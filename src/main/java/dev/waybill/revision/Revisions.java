package dev.waybill.revision;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The published bundles, and the one that is live. */
public final class Revisions {

    private static final String FIND = """
        SELECT number, checksum, published_at, published_by, reason, plan, based_on FROM revision
         WHERE (CAST(:number AS int) IS NULL OR number = :number)
           AND (CAST(:checksum AS text) IS NULL OR checksum = :checksum)
         ORDER BY number DESC LIMIT :limit\
        """;

    private static final String FILES = "SELECT files FROM revision WHERE number = :number";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LiveRow row;
    private final Audit audit;

    Revisions(JdbcClient jdbc, TransactionTemplate transaction, Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.row = new LiveRow(jdbc);
        this.audit = audit;
    }

    /** Returns the live revision; empty until the first hub has seeded one. */
    public Optional<LiveRevision> live() {
        return row.read();
    }

    public Optional<Revision> find(int number) {
        return query(number, null, 1).stream().findFirst();
    }

    public Optional<Revision> withChecksum(String checksum) {
        return query(null, checksum, 1).stream().findFirst();
    }

    /** Returns the newest revisions, the newest first. */
    public List<Revision> newest(int limit) {
        return query(null, null, limit);
    }

    /** @throws IllegalArgumentException if there is no such revision */
    public Bundle bundle(int number) {
        return ZippedBundle.read(files(number));
    }

    /**
     * Returns the files as a ZIP.
     *
     * @throws IllegalArgumentException if there is no such revision
     */
    public byte[] files(int number) {
        return jdbc.sql(FILES)
                .param("number", number)
                .query(byte[].class)
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("There is no revision " + number));
    }

    /**
     * Makes the bundle of a starting hub a revision, and live, unless it was one before. Of several hubs that start at
     * once with a new bundle, one does so. A canary ends with it.
     *
     * @return the number of the bundle's revision, which need not be the live one
     */
    public int seed(Bundle bundle, String who, String reason) {
        Optional<Revision> known = withChecksum(bundle.checksum());
        if (known.isPresent()) {
            return known.get().number();
        }
        Integer number = transaction.execute(status -> {
            row.lock();
            return withChecksum(bundle.checksum())
                    .map(Revision::number)
                    .orElseGet(() -> seeded(bundle, new Command(who, reason)));
        });
        return Objects.requireNonNull(number);
    }

    private int seeded(Bundle bundle, Command command) {
        int number = row.insert(bundle, command, null, null);
        row.live(number, command);
        audit.record(command, "publish", RevisionCommands.SUBJECT, number);
        return number;
    }

    private List<Revision> query(@Nullable Integer number, @Nullable String checksum, int limit) {
        return jdbc.sql(FIND)
                .param("number", number)
                .param("checksum", checksum)
                .param("limit", limit)
                .query(Revisions::revision)
                .list();
    }

    private static Revision revision(ResultSet row, int n) throws SQLException {
        return new Revision(
                row.getInt("number"),
                row.getString("checksum"),
                row.getObject("published_at", OffsetDateTime.class).toInstant(),
                row.getString("published_by"),
                row.getString("reason"),
                row.getObject("plan", Long.class),
                row.getObject("based_on", Integer.class));
    }
}
