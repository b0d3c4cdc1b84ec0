package dev.waybill.retention;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The time that quarantine entries are kept, within the limits of their ring.
 *
 * @param verified the time for signed webhooks: their senders miss them, so they stay as long as an event's row
 * @param unverified the time for webhooks that anybody may have sent
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
