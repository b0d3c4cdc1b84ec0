package dev.waybill.overview;

import dev.waybill.settings.Within;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The pages' own settings.
 *
 * @param silentAfter the time without a webhook after which a source needs attention; webhooks are counted by minute
 * @param liveViewers the limit of live pages on this node at the same time; further ones refresh once a minute
 */
@Validated
@ConfigurationProperties("waybill.console")
public record PageSettings(
        @DefaultValue("15m") @Within(min = "1m", max = "30d")
        Duration silentAfter,

        @DefaultValue("50") @Range(min = 0, max = 10_000) int liveViewers) {}
