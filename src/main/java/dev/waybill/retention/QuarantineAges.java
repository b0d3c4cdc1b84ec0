package dev.waybill.retention;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what could not be accepted is kept, if its ring has room for it.
 *
 * @param verified of what was signed: somebody misses it, so it stays as long as an event's row
 * @param unverified of what anybody may have sent
 */
@Validated
@ConfigurationProperties("waybill.retention.quarantine")
record QuarantineAges(
        @DefaultValue("400d")
        @DurationMin(hours = 1, message = "must be between 1h and 36500d")
        @DurationMax(days = 36_500, message = "must be between 1h and 36500d")
        Duration verified,

        @DefaultValue("30d")
        @DurationMin(hours = 1, message = "must be between 1h and 36500d")
        @DurationMax(days = 36_500, message = "must be between 1h and 36500d")
        Duration unverified) {}
