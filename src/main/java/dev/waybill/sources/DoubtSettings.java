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
 * The rules for doubt about a source's secret. While it is in doubt, a webhook that lacks only a right signature gets
 * 503 instead of 401.
 *
 * @param after the number of such webhooks in a row that starts a doubt; 0: never
 * @param quiet the time without a verified webhook that a doubt needs as well
 * @param lasts the time after which a doubt ends; a verified webhook ends it earlier
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
