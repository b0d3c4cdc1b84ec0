package dev.waybill.sources;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The names of the sources, read from the settings before and without the hub's beans. */
public final class SourceNames {

    private SourceNames() {}

    /** Returns the names as they are written; they may break the rules for names. */
    public static Set<String> in(Environment settings) {
        return Binder.get(settings)
                .bind("waybill.sources", Bindable.mapOf(String.class, Object.class))
                .map(Map::keySet)
                .orElse(Set.of());
    }
}
