package dev.waybill.sources;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rules for a source's events whose signed body came before under another key.
 *
 * @param otherwise the rule for types that have none
 * @param types the rules by event type
 */
public record SameBodyRules(
        @DefaultValue("alert") SameBody otherwise,
        @DefaultValue Map<String, SameBody> types) {

    /** The rules that compare nothing. */
    public static final SameBodyRules ACCEPT = new SameBodyRules(SameBody.ACCEPT, Map.of());

    /** The rules of a source that sets none. */
    public static final SameBodyRules DEFAULT = new SameBodyRules(SameBody.ALERT, Map.of());

    public SameBodyRules {
        types = Map.copyOf(types);
    }

    public SameBody of(String type) {
        return types.getOrDefault(type, otherwise);
    }

    /** True if bodies of this type are compared at all. */
    public boolean compares(String type) {
        return of(type) != SameBody.ACCEPT;
    }
}
