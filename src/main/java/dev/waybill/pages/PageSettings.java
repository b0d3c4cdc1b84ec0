package dev.waybill.pages;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pages' own settings.
 *
 * @param silentAfter without a webhook for so long, a source needs attention
 * @param liveViewers pages that refresh themselves at the same time on this node; the next one is reloaded by hand
 */
@ConfigurationProperties("waybill.console")
record PageSettings(
        @DefaultValue("15m") Duration silentAfter,
        @DefaultValue("50") int liveViewers) {}
