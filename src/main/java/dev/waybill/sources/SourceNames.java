package dev.waybill.sources;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The names of the sources, read from the settings before and without the hub's beans. They are as they were written, and
 * may break the rules for names.
 *
 * @param all every one; empty if nothing is known
 * @param unsigned those without a signature, whose events come from a broker and not from the public port
 */
public record SourceNames(Set<String> all, Set<String> unsigned) {

    /** No source is known. */
    public static final SourceNames NONE = new SourceNames(Set.of(), Set.of());

    public static SourceNames in(Environment settings) {
        return of(
                Binder.get(settings)
                        .bind("waybill.sources", Bindable.mapOf(String.class, Object.class))
                        .map(Map::keySet)
                        .orElse(Set.of()),
                settings::getProperty);
    }

    /** @param settings the value of a setting by its name; null if it is not set */
    public static SourceNames of(Set<String> names, UnaryOperator<@Nullable String> settings) {
        return new SourceNames(
                Set.copyOf(names),
                names.stream()
                        .filter(name -> "none"
                                .equalsIgnoreCase(
                                        settings.apply("waybill.sources.%s.signature.algorithm".formatted(name))))
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
