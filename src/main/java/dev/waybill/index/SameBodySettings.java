package dev.waybill.index;

import dev.waybill.sources.SameBodyRules;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code waybill.sources.<name>.same-body}: of which of a source's events it is of interest that their body came before.
 *
 * @param sources by name
 * @param sameBodyWithin how far back it is looked for
 */
@Validated
@ConfigurationProperties("waybill")
record SameBodySettings(
        @DefaultValue Map<String, OfSource> sources,

        @DefaultValue("30d")
        @DurationMin(minutes = 1, message = "must be between 1m and 400d")
        @DurationMax(days = 400, message = "must be between 1m and 400d")
        Duration sameBodyWithin) {

    SameBodySettings {
        sources = Map.copyOf(sources);
    }

    SameBodyRules of(String source) {
        OfSource rules = sources.get(source);
        return rules == null ? SameBodyRules.DEFAULT : rules.sameBody(); // one that sets none of it is not bound
    }

    /** @param sameBody what becomes of them */
    record OfSource(@DefaultValue SameBodyRules sameBody) {}
}
