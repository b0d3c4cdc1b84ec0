package dev.waybill.availability;

import dev.waybill.batch.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether the database can commit now, which is all that accepting needs. The server has to answer and take
 * writes, and synchronous standbys have to confirm them. The probe writes a message into the write-ahead log and no
 * table, unless it is asked for room.
 */
public final class ProbeDatabase implements DatabaseOutage.Probe {

    private static final Logger log = LoggerFactory.getLogger(ProbeDatabase.class);

    /** Asked first, since a read-only server lets the message below pass. */
    private static final String READ_ONLY = "SELECT current_setting('transaction_read_only')::boolean";

    private static final String COMMIT = "SELECT pg_logical_emit_message(true, 'waybill', 'probe')";

    /**
     * An insert into the table of the bodies, always rolled back, so it is never visible. No id of an event is
     * negative.
     */
    private static final String ROOM = "INSERT INTO inbox_body (event_id, headers, body) VALUES (?, '', ?)";

    /** Incompressible bytes: the database would need less room for compressible ones than for a webhook. */
    private static final int ROOM_BYTES = 64 * 1024;

    /**
     * The timeout of a statement, in seconds. An unlimited wait for an absent standby would hold one more server
     * process each time.
     */
    private static final int SECONDS = 1;

    private static final String CANCELLED = "57014";

    private final DataSource probe;

    /** @param probe the source of new connections, with a short timeout */
    public ProbeDatabase(DataSource probe) {
        this.probe = probe;
    }

    @Override
    public boolean answers() {
        return holds(ProbeDatabase::commits);
    }

    @Override
    public boolean stores() {
        return holds(connection -> hasRoom(connection) && commits(connection));
    }

    private boolean holds(Question question) {
        try (Connection connection = probe.getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            log.debug("The database does not answer, or its disk is full", e);
            return false;
        }
    }

    private static boolean hasRoom(Connection connection) throws SQLException {
        byte[] body = new byte[ROOM_BYTES];
        ThreadLocalRandom.current().nextBytes(body);
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(ROOM)) {
            insert.setQueryTimeout(SECONDS);
            insert.setLong(1, ThreadLocalRandom.current().nextLong(Long.MIN_VALUE, 0));
            insert.setBytes(2, body);
            insert.executeUpdate();
        } catch (SQLException e) {
            refuseUnlessBeside(e, SqlFailure.isOfStoring(e.getSQLState()));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return true;
    }

    @FunctionalInterface
    private interface Question {
        boolean ask(Connection connection) throws SQLException;
    }

    private static boolean commits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS);
            try (ResultSet readOnly = statement.executeQuery(READ_ONLY)) {
                if (!readOnly.next() || readOnly.getBoolean(1)) {
                    return false;
                }
            }
            statement.execute(COMMIT);
            return statement.getWarnings() == null; // a cancelled wait for a standby ends well, with a warning
        } catch (SQLException e) {
            refuseUnlessBeside(e, false);
            return true;
        }
    }

    /**
     * Ignores other errors: the database is there, and an objection to the probe's statement must not refuse webhooks.
     */
    private static void refuseUnlessBeside(SQLException e, boolean full) throws SQLException {
        if (full || SqlFailure.isOfTheConnection(e) || CANCELLED.equals(e.getSQLState())) {
            throw e;
        }
        log.debug("The database refused the probe", e);
    }
}
