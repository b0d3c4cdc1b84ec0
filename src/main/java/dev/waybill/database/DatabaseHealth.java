package dev.waybill.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports DOWN while the database is away. The check uses the intake's pool, since readiness promises that webhooks are
 * accepted. A probe is answered within one second, the usual timeout of probers. Any number of probes share one query.
 */
@Component("databaseHealthIndicator")
class DatabaseHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final DataSource intake;
    private final Duration patience;
    private @Nullable FutureTask<Boolean> question;

    @Autowired
    DatabaseHealth(@Qualifier("intakeDataSource") DataSource intake) {
        this(intake, PATIENCE);
    }

    DatabaseHealth(DataSource intake, Duration patience) {
        this.intake = intake;
        this.patience = patience;
    }

    @Override
    public Health health() {
        try {
            boolean answered = question().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answered ? Health.up().build() : down("The connection is broken");
        } catch (TimeoutException e) {
            return down("No answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return down(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("Interrupted");
        }
    }

    private synchronized FutureTask<Boolean> question() {
        FutureTask<Boolean> current = question;
        if (current == null || current.isDone()) {
            current = new FutureTask<>(this::ask);
            question = current;
            Thread.ofVirtual().name("database-health").start(current);
        }
        return current;
    }

    private boolean ask() throws SQLException {
        try (Connection connection = intake.getConnection()) {
            return connection.isValid(1);
        }
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }
}
