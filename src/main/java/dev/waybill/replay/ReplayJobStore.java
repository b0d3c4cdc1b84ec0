package dev.waybill.replay;

import dev.waybill.operator.Command;
import dev.waybill.replay.MatchPreview.Seen;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code replay_job} as commands change it; {@link JobProgress} changes the same table as the work advances.
 */
final class ReplayJobStore {

    private static final String INSERT = """
        INSERT INTO replay_job (verb, error, revision, destination, target, type, received_from, received_to, states, up_to, last_event,
                                per_second, matched, at_event, who, reason)
        VALUES (:verb, :error, :revision, :destination, :target, :type, :from, :to, :states, :upTo, :lastEvent,
                :perSecond, :matched, :firstEvent, :who, :reason)
        RETURNING *\
        """;

    private static final String FIND = "SELECT * FROM replay_job WHERE id = :id";

    private static final String LOCK = "SELECT * FROM replay_job WHERE id = :id FOR UPDATE";

    private static final String NEWEST = "SELECT * FROM replay_job ORDER BY id DESC LIMIT :limit";

    private static final String START = """
        UPDATE replay_job
           SET state = 'RUNNING', started_by = :who, started_at = now(), moved_at = now(), narrowed_at = now()
         WHERE id = :id\
        """;

    private static final String CANCEL = """
        UPDATE replay_job SET state = 'CANCELLED', ended_at = now() WHERE id = :id\
        """;

    private static final String THROTTLE = "UPDATE replay_job SET per_second = :perSecond WHERE id = :id";

    private static final String REMOVE_ABANDONED = """
        DELETE FROM replay_job WHERE state = 'PREVIEWED' AND created_at < now() - interval '1 day'\
        """;

    private final JdbcClient jdbc;

    ReplayJobStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ReplayJob insert(JobAction verb, DeliveryFilter filter, String target, int perSecond, Seen seen, Command command) {
        return jdbc.sql(INSERT)
                .param("verb", verb.name())
                .param("error", filter.error())
                .param("revision", filter.revision())
                .param("destination", filter.destination())
                .param("target", target)
                .param("type", filter.type())
                .param("from", offset(filter.from()))
                .param("to", offset(filter.to()))
                .param("states", filter.states().stream().sorted().toArray(String[]::new))
                .param("upTo", seen.bounds().upTo())
                .param("lastEvent", seen.bounds().lastEvent())
                .param("perSecond", perSecond)
                .param("matched", seen.count())
                .param("firstEvent", seen.bounds().firstEvent())
                .param("who", command.who())
                .param("reason", command.reason())
                .query(ReplayJobStore::job)
                .single();
    }

    Optional<ReplayJob> find(long id) {
        return jdbc.sql(FIND).param("id", id).query(ReplayJobStore::job).optional();
    }

    /** Returns the newest delivery at the preview. */
    long upTo(long id) {
        return jdbc.sql("SELECT up_to FROM replay_job WHERE id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    /** Locks the job after waiting for its current batch. */
    Optional<ReplayJob> lock(long id) {
        return jdbc.sql(LOCK).param("id", id).query(ReplayJobStore::job).optional();
    }

    List<ReplayJob> newest(int limit) {
        return jdbc.sql(NEWEST).param("limit", limit).query(ReplayJobStore::job).list();
    }

    /**
     * @throws org.springframework.dao.DuplicateKeyException if another job with the same destination and target runs
     */
    void start(long id, String who) {
        jdbc.sql(START).param("id", id).param("who", who).update();
    }

    void cancel(long id) {
        jdbc.sql(CANCEL).param("id", id).update();
    }

    void throttle(long id, int perSecond) {
        jdbc.sql(THROTTLE).param("id", id).param("perSecond", perSecond).update();
    }

    int removeAbandoned() {
        return jdbc.sql(REMOVE_ABANDONED).update();
    }

    private static ReplayJob job(ResultSet row, int number) throws SQLException {
        return new ReplayJob(
                row.getLong("id"),
                JobAction.valueOf(row.getString("verb")),
                row.getString("state"),
                row.getString("destination"),
                row.getString("target"),
                row.getString("type"),
                instant(row, "received_from"),
                instant(row, "received_to"),
                states(row.getArray("states")),
                row.getString("error"),
                row.getObject("revision", Integer.class),
                row.getInt("per_second"),
                row.getLong("matched"),
                row.getLong("replayed"),
                row.getLong("waiting"),
                row.getLong("gone"),
                row.getLong("in_flight"),
                row.getLong("at_event"),
                row.getLong("last_event"),
                row.getString("who"),
                row.getString("reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"));
    }

    static List<String> states(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
