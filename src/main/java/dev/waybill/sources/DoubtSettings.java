package dev.waybill.sources;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a source's secret is in doubt, so that what lacks nothing but a right signature is answered 503 instead of 401.
 *
 * @param after so many of them in a row; 0: never
 * @param quiet and none that was verified for so long
 * @param lasts the doubt ends after it, or when one verifies
 */
@Validated
@ConfigurationProperties("waybill.inbox.doubt")
public record DoubtSettings(
        @DefaultValue("5")
        @Min(value = 0, message = "must be between 0 and 1000")
        @Max(value = 1000, message = "must be between 0 and 1000")
        int after,

        @DefaultValue("2m")
        @DurationMin(seconds = 1, message = "must be between 1s and 1d")
        @DurationMax(days = 1, message = "must be between 1s and 1d")
        Duration quiet,

        @DefaultValue("1h")
        @DurationMin(seconds = 1, message = "must be between 1s and 7d")
        @DurationMax(days = 7, message = "must be between 1s and 7d")
        Duration lasts) {}
