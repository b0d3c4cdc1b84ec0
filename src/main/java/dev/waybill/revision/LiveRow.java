package dev.waybill.revision;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.operator.Command;
import dev.waybill.revision.LiveRevision.Canary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one row of {@code live_revision}, and what is only written under its lock. */
final class LiveRow {

    private static final String READ = """
        SELECT number, change, changed_at, changed_by, canary, canary_first FROM live_revision\
        """;

    private static final String LOCK = READ + " FOR UPDATE";

    private static final String CHANGE = """
        UPDATE live_revision SET number = :number, canary = :canary, canary_first = :first, change = change + 1,
               changed_at = now(), changed_by = :who
        RETURNING change\
        """;

    private static final String INSERT = """
        INSERT INTO revision (number, checksum, files, published_by, reason, plan, based_on)
        SELECT coalesce(max(number), 0) + 1, :checksum, :files, :who, :reason, :plan, :basedOn FROM revision
        RETURNING number\
        """;

    private final JdbcClient jdbc;

    LiveRow(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<LiveRevision> read() {
        return query(READ);
    }

    /** Waits for other commands and keeps them out until the commit; returns what they have left. */
    Optional<LiveRevision> lock() {
        return query(LOCK);
    }

    /** Adds a revision with the next number. The row has to be locked. */
    int insert(Bundle bundle, Command command, @Nullable Long plan, @Nullable Integer basedOn) {
        return jdbc.sql(INSERT)
                .param("checksum", bundle.checksum())
                .param("files", ZippedBundle.of(bundle))
                .param("who", command.who())
                .param("reason", command.reason())
                .param("plan", plan, Types.BIGINT)
                .param("basedOn", basedOn, Types.INTEGER)
                .query(Integer.class)
                .single();
    }

    /** Makes a revision live and ends the canary, if one is on. The row has to be locked. Returns the change. */
    long live(int number, Command command) {
        jdbc.sql("DELETE FROM canary_event").update();
        jdbc.sql("DELETE FROM canary_place").update();
        return change(number, null, command);
    }

    /** Begins a canary. The row has to be locked, and no canary on. Returns the change. */
    long canary(int live, Canary canary, Command command) {
        return change(live, canary, command);
    }

    private long change(int live, @Nullable Canary canary, Command command) {
        return jdbc.sql(CHANGE)
                .param("number", live)
                .param("canary", canary == null ? null : canary.number(), Types.INTEGER)
                .param("first", canary == null ? null : canary.first(), Types.INTEGER)
                .param("who", command.who())
                .query(Long.class)
                .single();
    }

    private Optional<LiveRevision> query(String sql) {
        return jdbc.sql(sql).query((row, n) -> live(row)).single();
    }

    private static Optional<LiveRevision> live(ResultSet row) throws SQLException {
        Integer number = row.getObject("number", Integer.class);
        Integer canary = row.getObject("canary", Integer.class);
        return number == null
                ? Optional.empty()
                : Optional.of(new LiveRevision(
                        number,
                        row.getLong("change"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getString("changed_by"),
                        canary == null ? null : new Canary(canary, row.getInt("canary_first"))));
    }
}
