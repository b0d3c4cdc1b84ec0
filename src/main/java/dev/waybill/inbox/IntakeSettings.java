package dev.waybill.inbox;

import dev.waybill.batch.Capacity;
import dev.waybill.settings.Within;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The group commit: how much may wait, and how much goes into one statement.
 *
 * @param writers threads that store, each with a connection of its own while it does: 1 to 16
 * @param queueEvents events that may wait for a writer; more are answered 503 at once
 * @param queueBytes their headers and bodies; at least 1 MB
 * @param flushEvents most events in one statement
 * @param flushBytes most bytes in one statement, if it holds more than one event; at least 1 MB
 * @param answerWithin how long a sender waits for the commit before it is told 503: 100 ms to 30 s
 */
@Validated
@ConfigurationProperties("waybill.inbox.intake")
public record IntakeSettings(
        @DefaultValue("2") @Range(min = 1, max = 16) int writers,

        @DefaultValue("10000") @Range(min = 1, max = 10_000_000)
        int queueEvents,

        @DefaultValue("64MB") @Within(min = "1MB", max = "100GB")
        DataSize queueBytes,

        @DefaultValue("512") @Range(min = 1, max = 10_000) int flushEvents,

        @DefaultValue("8MB") @Within(min = "1MB", max = "512MB")
        DataSize flushBytes,

        @DefaultValue("3s") @Within(min = "100ms", max = "30s")
        Duration answerWithin) {

    private static final Duration LONGEST_TRUST = Duration.ofMillis(500);

    Capacity queue() {
        return new Capacity(queueEvents, queueBytes.toBytes());
    }

    Capacity flush() {
        return new Capacity(flushEvents, flushBytes.toBytes());
    }

    /** How long a commit takes before somebody looks whether the database is still there. */
    Duration doubtAfter() {
        Duration part = answerWithin.dividedBy(6);
        return part.compareTo(LONGEST_TRUST) < 0 ? part : LONGEST_TRUST;
    }
}
