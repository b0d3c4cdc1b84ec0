package dev.waybill.inbox;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much of what could not be accepted is kept. Each ring drops its own oldest, never the other's.
 *
 * @param verified bounds of what was signed
 * @param plausible bounds of what lacks nothing but a right signature
 * @param unverified bounds of all else that strangers sent
 * @param answerWithin how long the sender of something signed waits for the commit before it is told 503
 */
@Validated
@ConfigurationProperties("waybill.inbox.quarantine")
record QuarantineSettings(
        @DefaultValue @Valid Verified verified,
        @DefaultValue @Valid Plausible plausible,
        @DefaultValue @Valid Unverified unverified,

        @DefaultValue("3s") @DurationMin(millis = 100) @DurationMax(seconds = 30)
        Duration answerWithin) {

    /**
     * @param rows at least 100
     * @param bytes headers and bodies; at least 1 MB
     */
    record Verified(
            @DefaultValue("100000") @Min(100) int rows,
            @DefaultValue("1GB") DataSize bytes) {

        Verified {
            atLeastOneMegabyte("verified", bytes);
        }

        Load most() {
            return new Load(rows, bytes.toBytes());
        }
    }

    /**
     * @param rows at least 100
     * @param bytes headers and bodies; at least 1 MB
     * @param perSecond how many a node keeps in any one second; the rest is only counted
     * @param bytesPerSecond how much of them it keeps in the long run
     */
    record Plausible(
            @DefaultValue("50000") @Min(100) int rows,
            @DefaultValue("256MB") DataSize bytes,
            @DefaultValue("20") @Min(1) @Max(1000) int perSecond,
            @DefaultValue("512KB") DataSize bytesPerSecond) {

        Plausible {
            atLeastOneMegabyte("plausible", bytes);
            atLeastOneKilobyte("plausible", bytesPerSecond);
        }

        StrangersShare.Bounds bounds() {
            return new StrangersShare.Bounds(new Load(rows, bytes.toBytes()), perSecond, bytesPerSecond.toBytes());
        }
    }

    /**
     * @param rows at least 100
     * @param bytes headers and bodies; at least 1 MB
     * @param perSecond how many a node keeps in any one second; the rest is only counted
     * @param bytesPerSecond how much of them it keeps in the long run
     */
    record Unverified(
            @DefaultValue("10000") @Min(100) int rows,
            @DefaultValue("64MB") DataSize bytes,
            @DefaultValue("10") @Min(1) @Max(1000) int perSecond,
            @DefaultValue("64KB") DataSize bytesPerSecond) {

        Unverified {
            atLeastOneMegabyte("unverified", bytes);
            atLeastOneKilobyte("unverified", bytesPerSecond);
        }

        StrangersShare.Bounds bounds() {
            return new StrangersShare.Bounds(new Load(rows, bytes.toBytes()), perSecond, bytesPerSecond.toBytes());
        }
    }

    private static void atLeastOneKilobyte(String share, DataSize size) {
        if (size.compareTo(DataSize.ofKilobytes(1)) < 0) {
            throw new IllegalArgumentException(
                    "waybill.inbox.quarantine.%s.bytes-per-second is %s: set it to 1KB or more."
                            .formatted(share, size));
        }
    }

    private static void atLeastOneMegabyte(String ring, DataSize size) {
        if (size.compareTo(DataSize.ofMegabytes(1)) < 0) {
            throw new IllegalArgumentException(
                    "waybill.inbox.quarantine.%s.bytes is %s: set it to 1MB or more.".formatted(ring, size));
        }
    }
}
