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
 * {@code waybill.sources.<name>.same-body}: the events of a source whose repeated bodies are reported.
 *
 * @param sources rules by name of the source
 * @param sameBodyWithin how far back an equal body is searched
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
        return rules == null ? SameBodyRules.DEFAULT : rules.sameBody(); // a source without such settings isn't bound
    }

    /** @param sameBody the rules for repeated bodies */
    record OfSource(@DefaultValue SameBodyRules sameBody) {}
}
