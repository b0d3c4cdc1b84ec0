package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;

/**
 * Brings the tables up to date. Starts again if the server goes away meanwhile or a table is locked: each migration is
 * one transaction, so an interrupted one has changed nothing.
 */
final class Migrate implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(Migrate.class);

    private static final String FORBIDDEN = "42501";
    private static final String LOCKED = "55P03";

    private final DatabaseLogin login;
    private final Duration patience;
    private final Duration pause;

    /** @param patience longest wait each time that no server answers */
    Migrate(DatabaseLogin login, Duration patience) {
        this(login, patience, Duration.ofSeconds(5));
    }

    /** @param pause time to leave a locked table to the others before the next try */
    Migrate(DatabaseLogin login, Duration patience, Duration pause) {
        this.login = login;
        this.patience = patience;
        this.pause = pause;
    }

    /** @throws BadSetting if the server went away and was not back in time, or forbids it */
    @Override
    public void migrate(Flyway flyway) {
        while (true) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (isForbidden(e)) {
                    throw forbidden();
                }
                if (hasCause(e, failure -> LOCKED.equals(failure.getSQLState()))) {
                    LOG.warn("A table of the migration is in use, by a dump for example; next attempt in {}", pause);
                    leaveAlone(e);
                    continue;
                }
                if (!isAway(e)) {
                    throw e;
                }
                LOG.warn("The database became unavailable during the migration; the hub waits for it");
                FirstConnection.check(login, patience);
            }
        }
    }

    private void leaveAlone(FlywayException e) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }

    private BadSetting forbidden() {
        String user = login.username() == null ? "its_role" : login.username();
        return new BadSetting(
                "SPRING_DATASOURCE_USERNAME",
                "The database role %s may not create or change the hub's tables in %s: let a superuser run GRANT CREATE ON SCHEMA public TO %s; and make it the owner of existing tables."
                        .formatted(user, login.where(), user));
    }

    private static boolean isAway(FlywayException e) {
        return hasCause(e, FirstConnection::isAway);
    }

    private static boolean isForbidden(FlywayException e) {
        return hasCause(e, failure -> FORBIDDEN.equals(failure.getSQLState()));
    }

    private static boolean hasCause(FlywayException e, Predicate<SQLException> kind) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure && kind.test(failure)) {
                return true;
            }
        }
        return false;
    }
}
