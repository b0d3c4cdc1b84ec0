package dev.waybill.database;

import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;

/**
 * Brings the tables up to date, and begins again where the server goes away in the midst of it: each migration is one
 * transaction, so what was cut off has not happened.
 */
final class Migrate implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(Migrate.class);

    private final Login login;
    private final Duration patience;

    /** @param patience how long to wait each time while nobody answers */
    Migrate(Login login, Duration patience) {
        this.login = login;
        this.patience = patience;
    }

    /** @throws dev.waybill.BadSetting if the server went away and was not back in time */
    @Override
    public void migrate(Flyway flyway) {
        while (true) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (!isAway(e)) {
                    throw e;
                }
                LOG.warn("The database went away while its tables were brought up to date; it is waited for");
                FirstConnection.check(login, patience);
            }
        }
    }

    private static boolean isAway(FlywayException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure && FirstConnection.isAway(failure)) {
                return true;
            }
        }
        return false;
    }
}
