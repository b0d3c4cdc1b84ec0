package dev.waybill.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code plan}. */
public final class PlanStore {

    private static final String PURGE = "DELETE FROM plan WHERE made_at < now() - make_interval(secs => :keep)";

    private static final String INSERT = """
        INSERT INTO plan (made_by, selection, live, candidate) VALUES (:who, :selection, :live, :candidate)
        RETURNING id\
        """;

    private static final String PROGRESS = """
        UPDATE plan SET events = :events, progress_at = now() WHERE id = :id AND state = 'RUNNING'
        RETURNING cancel_requested\
        """;

    private static final String END = """
        UPDATE plan SET state = :state, events = :events, result = :result, error = :error, ended_at = now()
         WHERE id = :id AND state = 'RUNNING'\
        """;

    private static final String CANCEL = """
        UPDATE plan SET cancel_requested = true WHERE id = :id AND state = 'RUNNING'\
        """;

    /** Without progress for a minute, the hub that ran it is gone. */
    private static final String FIND = """
        SELECT id, made_at, made_by, selection, live, candidate, events, result, ended_at,
               CASE WHEN lost THEN 'FAILED' ELSE state END AS state,
               CASE WHEN lost THEN 'The hub that ran it has stopped' ELSE error END AS error
          FROM (SELECT p.*, p.state = 'RUNNING' AND p.progress_at < now() - interval '1 minute' AS lost FROM plan p) p
         WHERE (CAST(:id AS bigint) IS NULL OR id = :id)
           AND made_at >= now() - make_interval(secs => :keep)
         ORDER BY id DESC LIMIT :limit\
        """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Duration keep;

    PlanStore(JdbcClient jdbc, TransactionTemplate transaction, Audit audit, Duration keep) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.keep = keep;
    }

    /** Begins a plan, with its line in the audit. Purges those that are old. */
    long begin(Selection selection, String live, String candidate, Command command) {
        Long id = transaction.execute(status -> {
            purge();
            long begun = jdbc.sql(INSERT)
                    .param("who", command.who())
                    .param("selection", selection.inWords())
                    .param("live", live)
                    .param("candidate", candidate)
                    .query(Long.class)
                    .single();
            audit.record(command, "plan", "bundle", candidate);
            return begun;
        });
        return Objects.requireNonNull(id);
    }

    /** Notes the progress. Returns true if the plan has to end: it was cancelled, or is over already. */
    boolean progress(long id, int events) {
        return jdbc.sql(PROGRESS)
                .param("id", id)
                .param("events", events)
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    void done(long id, int events, PlanResult result) {
        end(id, Plan.State.DONE, events, write(result), null);
    }

    void cancelled(long id, int events) {
        end(id, Plan.State.CANCELLED, events, null, null);
    }

    void failed(long id, int events, String error) {
        end(id, Plan.State.FAILED, events, null, error);
    }

    /** Asks the hub that runs it to stop. Returns false if it does not run. */
    public boolean cancel(long id, Command command) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean runs = jdbc.sql(CANCEL).param("id", id).update() == 1;
            if (runs) {
                audit.record(command, "cancel", "plan", id);
            }
            return runs;
        }));
    }

    public Optional<Plan> find(long id) {
        return query(id, 1).stream().findFirst();
    }

    public List<Plan> newest(int limit) {
        return query(null, limit);
    }

    private void purge() {
        jdbc.sql(PURGE).param("keep", (double) keep.toSeconds()).update();
    }

    /** Each look purges, so that samples of old bodies go without a new plan. */
    private List<Plan> query(@Nullable Long id, int limit) {
        purge();
        return jdbc.sql(FIND)
                .param("keep", (double) keep.toSeconds())
                .param("id", id)
                .param("limit", limit)
                .query(PlanStore::plan)
                .list();
    }

    private void end(long id, Plan.State state, int events, @Nullable String result, @Nullable String error) {
        jdbc.sql(END)
                .param("id", id)
                .param("state", state.name())
                .param("events", events)
                .param("result", result)
                .param("error", error)
                .update();
    }

    private static Plan plan(ResultSet row, int number) throws SQLException {
        String result = row.getString("result");
        return new Plan(
                row.getLong("id"),
                Plan.State.valueOf(row.getString("state")),
                instant(row, "made_at"),
                row.getString("made_by"),
                row.getString("selection"),
                row.getString("live"),
                row.getString("candidate"),
                row.getInt("events"),
                result == null ? null : read(result),
                row.getString("error"),
                row.getObject("ended_at") == null ? null : instant(row, "ended_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String write(PlanResult result) {
        try {
            return JSON.writeValueAsString(result).replace("\\u0000", "\\ufffd"); // PostgreSQL's text has no NUL
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PlanResult read(String result) {
        try {
            return JSON.readValue(result, PlanResult.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
