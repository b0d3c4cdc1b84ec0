package dev.waybill.plan;

import dev.waybill.settings.Within;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Plans on this hub.
 *
 * @param enabled true if operators may make plans: whoever may can run code in the hub
 * @param share the percentage of one core that a plan may use; it rests for the remaining time
 * @param longest the time after which a plan is ended
 * @param keep the time that a plan is kept
 */
@Validated
@ConfigurationProperties("waybill.plan")
public record PlanSettings(
        @DefaultValue("false") boolean enabled,

        @DefaultValue("80")
        @Min(value = 1, message = "must be between 1 and 100")
        @Max(value = 100, message = "must be between 1 and 100")
        int share,

        @DefaultValue("10m") @Within(min = "1s", max = "1h") Duration longest,

        @DefaultValue("7d") @Within(min = "1h", max = "365d")
        Duration keep) {}
