package dev.waybill.inbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether the database can commit now, which is all that accepting needs: a server that answers, takes writes, and
 * whose standbys, where it waits for some, confirm them. It writes a message into the log of changes and no table.
 */
final class ProbeDatabase {

    private static final Logger log = LoggerFactory.getLogger(ProbeDatabase.class);

    /** Asked, since a server that is set to take no writes lets the message below pass. */
    private static final String READ_ONLY = "SELECT current_setting('transaction_read_only')::boolean";

    private static final String COMMIT = "SELECT pg_logical_emit_message(true, 'waybill', 'probe')";

    /** Cancelled by then, or the wait for a standby that is away would hold one more process of the server each time. */
    private static final int SECONDS = 1;

    private static final String CANCELLED = "57014";

    private final DataSource probe;

    /** @param probe gives new connections, and gives up soon */
    ProbeDatabase(DataSource probe) {
        this.probe = probe;
    }

    /** Within a few seconds whatever the database does. */
    boolean answers() {
        try (Connection connection = probe.getConnection()) {
            return commits(connection);
        } catch (SQLException e) {
            log.debug("No connection to the database", e);
            return false;
        }
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
            if (SqlFault.isOfTheConnection(e) || CANCELLED.equals(e.getSQLState())) {
                throw e;
            }
            // it is there: what it has against this statement must not keep the door shut
            log.debug("The database refused the probe", e);
            return true;
        }
    }
}
