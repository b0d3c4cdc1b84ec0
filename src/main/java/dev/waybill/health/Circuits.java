package dev.waybill.health;

import dev.waybill.handover.Delivery.LaneLease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code outbox_circuit}: unreachable destinations, for all nodes. A row is locked before any lane. Changes
 * after an attempt use a statement of their own.
 */
public final class Circuits {

    private static final String OPEN = """
        INSERT INTO outbox_circuit (destination, state, token, probe_at, failures, error)
        VALUES (:destination, 'OPEN', nextval('lease_token'), now() + make_interval(secs => :pause), :failures, :error)
        ON CONFLICT (destination) DO NOTHING\
        """;

    /** Counts a probe as under way while the lane still has the probe's lease. A dead node's lane is rescued. */
    public static final String LOCK = """
        SELECT c.token, c.state = 'OPEN' AS open, c.state = 'HALF_OPEN' OR c.probe_at <= now() AND NOT EXISTS (
                 SELECT 1 FROM outbox_lane l
                  WHERE l.destination = c.destination AND l.lane = c.probe_lane AND l.token = c.probe_token) AS ready
          FROM outbox_circuit c WHERE c.destination = :destination FOR UPDATE\
        """;

    private static final String PROBING = """
        UPDATE outbox_circuit SET probes = probes + 1, probe_lane = :lane, probe_token = :laneToken,
               probe_at = now() + make_interval(secs => least(:most, :first * power(2, least(probes, 20))))
         WHERE destination = :destination AND state = 'OPEN'\
        """;

    private static final String ANSWERED = """
        UPDATE outbox_circuit SET state = 'HALF_OPEN', probe_lane = NULL, probe_token = NULL,
               token = CASE state WHEN 'OPEN' THEN nextval('lease_token') ELSE token END,
               changed_at = CASE state WHEN 'OPEN' THEN now() ELSE changed_at END,
               trials_left = CASE state WHEN 'OPEN' THEN :successes ELSE trials_left END - 1
         WHERE destination = :destination AND token = :token
        RETURNING token <> :token\
        """;

    private static final String UNREACHED = """
        UPDATE outbox_circuit SET state = 'OPEN', probe_lane = NULL, probe_token = NULL, trials_left = 0, error = :error,
               token = CASE state WHEN 'HALF_OPEN' THEN nextval('lease_token') ELSE token END,
               changed_at = CASE state WHEN 'HALF_OPEN' THEN now() ELSE changed_at END,
               probes = CASE state WHEN 'HALF_OPEN' THEN 0 ELSE probes END,
               probe_at = now() + make_interval(secs => greatest(:asked, least(:most,
                 :first * power(2, CASE state WHEN 'HALF_OPEN' THEN 0 ELSE least(probes, 20) END))))
         WHERE destination = :destination AND token = :token
        RETURNING token <> :token\
        """;

    /** Keeps the circuit while lanes wait in a back-off that it caused: these lanes are made due first. */
    public static final String CLOSE = """
        DELETE FROM outbox_circuit c
         WHERE c.destination = :destination AND c.state = 'HALF_OPEN' AND c.trials_left <= 0
           AND (SELECT l.lane FROM outbox_lane l
                 WHERE l.destination = c.destination AND l.unreachable_at <= c.changed_at
                 ORDER BY l.unreachable_at LIMIT 1) IS NULL\
        """;

    private static final String PROBE_NOW =
            "UPDATE outbox_circuit SET probe_at = now() WHERE destination = :destination";

    private static final String ALL = """
        SELECT destination, state, since, probe_at, probes, trials_left, failures, error FROM outbox_circuit\
        """;

    private final JdbcClient jdbc;

    public Circuits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A locked circuit.
     *
     * @param ready true if a delivery may be tried now
     */
    public record Locked(long token, boolean open, boolean ready) {}

    /** True if this call opened it: another may have opened it before. */
    boolean open(String destination, Duration pause, int failures, String error) {
        return jdbc.sql(OPEN)
                        .param("destination", destination)
                        .param("pause", seconds(pause))
                        .param("failures", failures)
                        .param("error", error)
                        .update()
                == 1;
    }

    /** Locks the circuit for the rest of the transaction; empty if it is closed. */
    Optional<Locked> lock(String destination) {
        return jdbc.sql(LOCK)
                .param("destination", destination)
                .query(Locked.class)
                .optional();
    }

    /** Records this lease as the probe, and the time of the next probe in case this one is lost. */
    void probing(LaneLease lease, CircuitRules rules) {
        jdbc.sql(PROBING)
                .param("destination", lease.destination())
                .param("lane", lease.lane())
                .param("laneToken", lease.token())
                .param("first", seconds(rules.probe()))
                .param("most", seconds(rules.probeMost()))
                .update();
    }

    /**
     * Counts an answer.
     *
     * @return true if it made the circuit half open; empty if it no longer counts
     */
    Optional<Boolean> answered(String destination, long token, CircuitRules rules) {
        return jdbc.sql(ANSWERED)
                .param("destination", destination)
                .param("token", token)
                .param("successes", rules.successes())
                .query(Boolean.class)
                .optional();
    }

    /**
     * Counts a hand-over that did not reach the destination.
     *
     * @param asked the pause that the other side asked for, or zero
     * @return true if it opened the circuit again; empty if it no longer counts
     */
    Optional<Boolean> unreached(String destination, long token, CircuitRules rules, Duration asked, String error) {
        return jdbc.sql(UNREACHED)
                .param("destination", destination)
                .param("token", token)
                .param("first", seconds(rules.probe()))
                .param("most", seconds(rules.probeMost()))
                .param("asked", seconds(asked))
                .param("error", error)
                .query(Boolean.class)
                .optional();
    }

    /** True if this call closed it: enough answers came, and no lane waits because of it any more. */
    boolean close(String destination) {
        return jdbc.sql(CLOSE).param("destination", destination).update() == 1;
    }

    /**
     * Allows the next probe at once.
     *
     * @return true if the circuit was not closed
     */
    public boolean probeNow(String destination) {
        return jdbc.sql(PROBE_NOW).param("destination", destination).update() == 1;
    }

    /** Returns the circuits that are not closed, by destination. */
    public Map<String, Circuit> all() {
        Map<String, Circuit> circuits = new HashMap<>();
        jdbc.sql(ALL).query(row -> {
            circuits.put(row.getString("destination"), circuit(row));
        });
        return circuits;
    }

    private static Circuit circuit(ResultSet row) throws SQLException {
        CircuitState state = CircuitState.valueOf(row.getString("state"));
        boolean open = state == CircuitState.OPEN;
        return new Circuit(
                state,
                instant(row, "since"),
                open ? instant(row, "probe_at") : null,
                row.getInt("probes"),
                open ? null : Math.max(0, row.getInt("trials_left")),
                row.getInt("failures"),
                row.getString("error"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
