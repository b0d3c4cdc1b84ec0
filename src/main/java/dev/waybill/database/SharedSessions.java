package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Refuses a pooler that changes the session behind a connection with each transaction, such as PgBouncer with {@code
 * pool_mode = transaction}. The hub's session settings and locks would reach other clients.
 */
final class SharedSessions {

    /** SQLSTATEs of a duplicate and of an unknown prepared statement. */
    private static final Set<String> OTHERS_STATEMENTS = Set.of("42P05", "26000");

    private SharedSessions() {}

    /** @throws BadSetting if two open connections use one session, or one of them uses two */
    static void refuse(Connection first, Connection second) throws SQLException {
        int before = session(first);
        second.setAutoCommit(false);
        try {
            refuse(session(second) == before); // asked first: a pool of one session would block the next query
            refuse(session(first) != before);
        } finally {
            second.rollback();
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
            pid.next();
            return pid.getInt(1);
        }
    }

    private static void refuse(boolean shared) {
        if (shared) {
            throw refusal();
        }
    }

    /** True if a statement is missing or exists already: it was prepared on another session. */
    static boolean isMixedUp(SQLException e) {
        return OTHERS_STATEMENTS.contains(String.valueOf(e.getSQLState()));
    }

    static BadSetting refusal() {
        return new BadSetting(
                "SPRING_DATASOURCE_URL",
                "SPRING_DATASOURCE_URL leads through a pooler that changes sessions between transactions, and the hub"
                        + " can't work with that: set pool_mode = session, or name the server itself.");
    }
}
