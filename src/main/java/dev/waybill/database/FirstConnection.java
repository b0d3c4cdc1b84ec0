package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at start for a server that is away, and ends the start at once if waiting can't help. */
final class FirstConnection {

    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** SQLSTATEs: can't connect, connection broken, starting up or shutting down, no connection left. */
    private static final Set<String> AWAY =
            Set.of("08000", "08001", "08003", "08006", "57P01", "57P02", "57P03", "53300");

    private FirstConnection() {}

    /**
     * Connects twice and checks the server.
     *
     * @param patience longest time to try while no server answers
     * @throws BadSetting if the server refuses us, is not fit, or did not answer in time
     */
    static void check(DatabaseLogin login, Duration patience) {
        long started = System.nanoTime();
        for (boolean told = false; ; told = true) {
            try (Connection connection = login.connect(timeouts());
                    Connection second = login.connect(timeouts())) {
                Durability.check(connection);
                SharedSessions.refuse(connection, second);
                return;
            } catch (SQLException e) {
                long waited = System.nanoTime() - started;
                if (!isAway(e) || waited >= patience.toNanos()) {
                    throw inOneSentence(login, e);
                }
                if (!told) {
                    LOG.warn(
                            "The database at {} is unavailable: {} Trying again for {} s",
                            login.where(),
                            e.getMessage(),
                            patience.toSeconds());
                }
                pause();
            }
        }
    }

    /** True if the server is away, so that another try may succeed. */
    static boolean isAway(SQLException e) {
        return AWAY.contains(String.valueOf(e.getSQLState()));
    }

    private static BadSetting inOneSentence(DatabaseLogin login, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String reason = String.valueOf(e.getMessage()).strip();
        if (state.startsWith("28")) {
            return new BadSetting(
                    "SPRING_DATASOURCE_PASSWORD",
                    "The database at %s refuses the login; check SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD: %s"
                            .formatted(login.where(), reason));
        }
        if (SharedSessions.isMixedUp(e)) {
            return SharedSessions.refusal();
        }
        if (reason.contains("targetServerType")) { // the driver reports this case only in its text
            return new BadSetting(
                    "SPRING_DATASOURCE_URL",
                    "None of the servers of SPRING_DATASOURCE_URL, %s, accepts writes: all that answer are standbys. Promote one, or name the primary too."
                            .formatted(login.where()));
        }
        return new BadSetting(
                "SPRING_DATASOURCE_URL",
                "The database of SPRING_DATASOURCE_URL at %s can't be used: %s".formatted(login.where(), reason));
    }

    private static Properties timeouts() {
        Properties properties = new Properties();
        PGProperty.CONNECT_TIMEOUT.set(properties, 5);
        PGProperty.LOGIN_TIMEOUT.set(properties, 5);
        PGProperty.SOCKET_TIMEOUT.set(properties, 10);
        PGProperty.APPLICATION_NAME.set(properties, "waybill-start");
        return properties;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the database", e);
        }
    }
}
