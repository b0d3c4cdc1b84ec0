package dev.waybill.quarantine;

import dev.waybill.batch.BatchWriter.Capacity;
import dev.waybill.settings.Within;
import jakarta.validation.Valid;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of the quarantine. Each ring drops its own oldest entries, never the other's.
 *
 * @param verified the limits of signed webhooks
 * @param plausible the limits of webhooks with only a wrong signature
 * @param unverified the limits of all other webhooks of unauthenticated clients
 * @param answerWithin the longest wait of a signed webhook's sender for the commit before the answer 503
 */
@Validated
@ConfigurationProperties("waybill.inbox.quarantine")
public record QuarantineSettings(
        @DefaultValue @Valid Verified verified,
        @DefaultValue @Valid Plausible plausible,
        @DefaultValue @Valid Unverified unverified,

        @DefaultValue("3s") @Within(min = "100ms", max = "30s")
        Duration answerWithin) {

    /**
     * @param rows at least 100
     * @param bytes headers and bodies; at least 1 MB
     */
    public record Verified(
            @DefaultValue("100000") @Range(min = 100, max = 1_000_000_000)
            int rows,

            @DefaultValue("1GB") @Within(min = "1MB", max = "100TB")
            DataSize bytes) {

        Capacity most() {
            return new Capacity(rows, bytes.toBytes());
        }
    }

    /**
     * @param rows at least 100
     * @param bytes headers and bodies; at least 1 MB
     * @param perSecond the limit that a node keeps in any one second; the rest is only counted
     * @param bytesPerSecond the limit of their bytes in the long run
     */
    public record Plausible(
            @DefaultValue("50000") @Range(min = 100, max = 1_000_000_000)
            int rows,

            @DefaultValue("256MB") @Within(min = "1MB", max = "100TB")
            DataSize bytes,

            @DefaultValue("20") @Range(min = 1, max = 1000) int perSecond,

            @DefaultValue("512KB") @Within(min = "1KB", max = "1GB")
            DataSize bytesPerSecond) {

        UnverifiedShare.Bounds bounds() {
            return new UnverifiedShare.Bounds(new Capacity(rows, bytes.toBytes()), perSecond, bytesPerSecond.toBytes());
        }
    }

    /**
     * @param rows at least 100
     * @param bytes headers and bodies; at least 1 MB
     * @param perSecond the limit that a node keeps in any one second; the rest is only counted
     * @param bytesPerSecond the limit of their bytes in the long run
     */
    public record Unverified(
            @DefaultValue("10000") @Range(min = 100, max = 1_000_000_000)
            int rows,

            @DefaultValue("64MB") @Within(min = "1MB", max = "100TB")
            DataSize bytes,

            @DefaultValue("10") @Range(min = 1, max = 1000) int perSecond,

            @DefaultValue("64KB") @Within(min = "1KB", max = "1GB")
            DataSize bytesPerSecond) {

        UnverifiedShare.Bounds bounds() {
            return new UnverifiedShare.Bounds(new Capacity(rows, bytes.toBytes()), perSecond, bytesPerSecond.toBytes());
        }
    }
}
