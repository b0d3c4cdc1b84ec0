package dev.waybill.inbox;

import dev.waybill.batch.BatchWriter.Capacity;
import dev.waybill.settings.Within;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of the group commit: the queue, the size of a statement and the wait. The events of one request wait
 * and go together, also if they are more than a limit.
 *
 * @param writers the number of threads that store, each with its own connection meanwhile: 1 to 16
 * @param queueEvents the limit of events that wait for a writer; further ones are answered 503 at once
 * @param queueBytes the limit of their headers and bodies; at least 1 MB
 * @param flushEvents the limit of events in one statement
 * @param flushBytes the limit of bytes in one statement with more than one event; at least 1 MB
 * @param answerWithin the longest wait of a sender for the commit before the answer 503: 100 ms to 30 s
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

    /** The duration of a commit after which the database is probed. */
    Duration doubtAfter() {
        Duration part = answerWithin.dividedBy(6);
        return part.compareTo(LONGEST_TRUST) < 0 ? part : LONGEST_TRUST;
    }
}
