package dev.waybill.prove;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ZippedBundle;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The harness's own questions to PostgreSQL, beside the hubs. Each is a connection of its own: the last one may be dead. */
final class DatabaseDesk {

    private static final String BACKEND = """
        SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'waybill-%' ORDER BY random() LIMIT 1\
        """;

    private static final String TERMINATE = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'waybill-%'\
        """;

    /** The work that keeps a run from being over. */
    private static final String OPEN = """
        SELECT (SELECT count(*) FROM inbox_work) + (SELECT count(*) FROM outbox_lane)
             + (SELECT count(*) FROM outbox_delivery WHERE state IN ('PENDING', 'DEAD'))\
        """;

    private static final List<String> STUCK = List.of(
            "SELECT state, count(*) FROM inbox_work GROUP BY state",
            "SELECT * FROM inbox_work ORDER BY event_id LIMIT 10",
            "SELECT * FROM inbox_slot WHERE owner IS NOT NULL",
            "SELECT destination, state, count(*) FROM outbox_delivery WHERE state IN ('PENDING', 'DEAD') GROUP BY 1, 2",
            "SELECT * FROM outbox_lane ORDER BY due_at LIMIT 10",
            """
            SELECT d.id, d.destination, d.attempts, a.* FROM outbox_delivery d LEFT JOIN LATERAL (
              SELECT * FROM outbox_attempt a WHERE a.delivery_id = d.id ORDER BY a.id DESC LIMIT 1) a ON true
             WHERE d.state IN ('PENDING', 'DEAD') ORDER BY d.id LIMIT 10\
            """,
            "SELECT id, name, until, now() FROM node",
            "SELECT pid, application_name, state, wait_event, xact_start, left(query, 80) FROM pg_stat_activity"
                    + " WHERE application_name LIKE 'waybill-%' AND state <> 'idle'");

    private static final String KEYS = "SELECT idempotency_key FROM inbox_event";

    private static final String LEDGER = """
        SELECT d.id, d.event_id, e.idempotency_key, d.destination, d.part, d.generation, d.state
          FROM outbox_delivery d JOIN inbox_event e ON e.id = d.event_id ORDER BY d.id\
        """;

    private static final String FENCED = "SELECT count(*) FROM outbox_attempt WHERE stale";

    /** Selects the revisions that passed a check, the newest first. */
    private static final String GOOD = "SELECT number FROM revision WHERE published_by <> '%s' ORDER BY number DESC";

    /** Selects the report of each hub that has acted on the change by which this revision is live. */
    private static final String AT = """
        SELECT h.hub, h.number, h.problem FROM hub_revision h JOIN live_revision l ON l.change = h.change
         WHERE l.number = %d\
        """;

    private static final String FOLLOWING =
            "SELECT count(DISTINCT hub) FROM hub_revision WHERE number = %d AND problem IS NULL";

    private static final String HARNESS = "the harness";

    private static final String FORCE = """
        WITH forced AS (
          INSERT INTO revision (number, checksum, files, published_by, reason)
          SELECT (SELECT max(number) + 1 FROM revision), ?, ?, ?, 'to prove it' RETURNING number)
        UPDATE live_revision SET change = change + 1, changed_at = now(), changed_by = ?, number = forced.number
          FROM forced RETURNING forced.number\
        """;

    private final Database database;

    DatabaseDesk(Database database) {
        this.database = database;
    }

    void killBackend() throws SQLException {
        for (List<String> row : rows(BACKEND)) {
            ProcessHandle.of(Long.parseLong(row.getFirst())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Waits until it takes connections again. @throws SQLException if it doesn't within a minute */
    void awaitUp() throws SQLException, InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                rows("SELECT 1");
                return;
            } catch (SQLException e) {
                if (tried == 300) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    void terminateConnections() throws SQLException {
        rows(TERMINATE);
    }

    /** Rows of work that somebody still has to do. */
    long open() throws SQLException {
        return number(OPEN);
    }

    long dead() throws SQLException {
        return number("SELECT count(*) FROM outbox_delivery WHERE state = 'DEAD'");
    }

    /** The work that is left and its holders, for a search for the reason. */
    String stuck() throws SQLException {
        StringBuilder text = new StringBuilder();
        for (String sql : STUCK) {
            text.append(sql).append('\n');
            rows(sql).forEach(row -> text.append("    ").append(row).append('\n'));
        }
        return text.toString();
    }

    Set<String> inbox() throws SQLException {
        return rows(KEYS).stream().map(List::getFirst).collect(Collectors.toCollection(HashSet::new));
    }

    List<Entry> ledger() throws SQLException {
        return rows(LEDGER).stream()
                .map(row -> Entry.parse(String.join("\t", row)))
                .toList();
    }

    String version() throws SQLException {
        return rows("SHOW server_version").getFirst().getFirst();
    }

    long fenced() throws SQLException {
        return number(FENCED);
    }

    List<Integer> goodRevisions() throws SQLException {
        return rows(GOOD.formatted(HARNESS)).stream()
                .map(row -> Integer.valueOf(row.getFirst()))
                .toList();
    }

    int liveRevision() throws SQLException {
        return (int) number("SELECT number FROM live_revision");
    }

    /** Name, revision and problem of each hub that has acted on it. */
    List<List<String>> hubsAt(int revision) throws SQLException {
        return rows(AT.formatted(revision));
    }

    /** The number of hubs that run it. */
    long following(int revision) throws SQLException {
        return number(FOLLOWING.formatted(revision));
    }

    /** Past every check. @return its number */
    int makeLive(Bundle bundle) throws SQLException {
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            try (var lock = connection.createStatement();
                    var force = connection.prepareStatement(FORCE)) {
                lock.execute("SELECT FROM live_revision FOR UPDATE");
                force.setString(1, bundle.checksum());
                force.setBytes(2, ZippedBundle.of(bundle));
                force.setString(3, HARNESS);
                force.setString(4, HARNESS);
                try (var answer = force.executeQuery()) {
                    answer.next();
                    int number = answer.getInt(1);
                    connection.commit();
                    return number;
                }
            }
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(rows(sql).getFirst().getFirst());
    }

    List<List<String>> rows(String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (answer.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(answer.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
