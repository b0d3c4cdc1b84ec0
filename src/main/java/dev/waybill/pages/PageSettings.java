package dev.waybill.pages;

import dev.waybill.BadSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pages' own settings.
 *
 * @param silentAfter without a webhook for so long, a source needs attention
 * @param liveViewers pages that refresh themselves at the same time on this node; the next ones do so once a minute
 */
@ConfigurationProperties("waybill.console")
record PageSettings(
        @DefaultValue("15m") Duration silentAfter,
        @DefaultValue("50") int liveViewers) {

    /** @throws BadSetting if a source were silent at once, or there were less than no viewers */
    PageSettings {
        if (silentAfter.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new BadSetting(
                    "waybill.console.silent-after",
                    "waybill.console.silent-after is %s; it takes 1m or more, since webhooks are counted by minute."
                            .formatted(silentAfter));
        }
        if (liveViewers < 0) {
            throw new BadSetting(
                    "waybill.console.live-viewers",
                    "waybill.console.live-viewers is %d; it takes 0 or more.".formatted(liveViewers));
        }
    }
}
