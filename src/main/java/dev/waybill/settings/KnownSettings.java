package dev.waybill.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The names of all settings that records bind. A name that only resembles one is told: binding would leave it out
 * without a word, and the setting would keep its default.
 */
final class KnownSettings {

    private static final String OURS = "waybill";

    /** Their names have no one spelling, and other programs have variables there too. */
    private static final Set<String> UNTOLD = Set.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

    /** A part of a name. A map of plain values takes everything below, and so does a list, whose binding tells the rest. */
    private static final class Part {

        private final Map<String, Part> below = new TreeMap<>();
        private final Set<String> spelt = new LinkedHashSet<>();
        private boolean takesAll;
        private @Nullable Part each;

        Part below(String written) {
            spelt.add(written);
            return below.computeIfAbsent(uniform(written), name -> new Part());
        }

        @Nullable
        Part find(String element) {
            return below.getOrDefault(uniform(element), each);
        }
    }

    private final Part all = new Part();

    /** Adds the settings of a record. */
    void add(String prefix, Class<?> record) {
        Part part = all;
        for (String element : prefix.split("\\.")) {
            part = part.below(element);
        }
        add(part, record);
    }

    private static void add(Part part, Type type) {
        if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent component : record.getRecordComponents()) {
                add(part.below(SettingFaults.dashed(component.getName())), component.getGenericType());
            }
        } else if (type instanceof ParameterizedType map
                && map.getRawType() == Map.class
                && map.getActualTypeArguments()[1] instanceof Class<?> element
                && element.isRecord()) {
            part.each = part.each == null ? new Part() : part.each;
            add(part.each, element);
        } else {
            part.takesAll = true;
        }
    }

    /** Returns a sentence for each written setting that none of the records has. */
    Set<String> faults(ConfigurableEnvironment environment) {
        Set<String> faults = new LinkedHashSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> written && !UNTOLD.contains(source.getName())) {
                for (String name : written.getPropertyNames()) {
                    String fault = name.startsWith(OURS + ".") ? fault(name) : null;
                    if (fault != null) {
                        faults.add(fault);
                    }
                }
            }
        }
        return faults;
    }

    /** Returns null for a known name, and for one below a name that no record has: others read those. */
    private @Nullable String fault(String name) {
        ConfigurationPropertyName elements = ConfigurationPropertyName.adapt(name, '.');
        Part part = all;
        for (int i = 0; i < elements.getNumberOfElements() && !part.takesAll; i++) {
            Part next = part.find(elements.getElement(i, Form.UNIFORM));
            if (next == null) {
                return i < 2
                        ? null
                        : "%s is no setting: %s has %s."
                                .formatted(name, elements.chop(i), String.join(", ", part.spelt));
            }
            part = next;
        }
        return null;
    }

    private static String uniform(String element) {
        return element.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
