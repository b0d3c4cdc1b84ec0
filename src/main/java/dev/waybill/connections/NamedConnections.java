package dev.waybill.connections;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The connections that the settings name, each of one kind. */
public final class NamedConnections {

    static final String PREFIX = "waybill.connections";

    /** The name by which a route says that it sends no login. */
    public static final String NONE = "none";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Bindable<Map<String, Object>> TREE = Bindable.mapOf(String.class, Object.class);

    private NamedConnections() {}

    /**
     * Returns the kind of each connection by its name.
     *
     * @throws dev.waybill.settings.BadSetting if one has no usable name, not one kind, or a setting that its kind does
     *     not have
     */
    public static SortedMap<String, Kind> in(Environment environment) {
        Map<String, Map<String, Object>> written = written(environment);
        SortedMap<String, Kind> kinds = new TreeMap<>(OlderNames.SHIPPED);
        List<Runnable> rules = new ArrayList<>();
        written.forEach((name, byKind) -> rules.add(() -> {
            Kind kind = kind(name, byKind);
            kinds.put(name, kind);
            flat("", byKind.get(kind.word())).forEach(option -> isKnown(name, kind, option));
        }));
        Setting.hold(rules.toArray(Runnable[]::new));
        return kinds;
    }

    /** Returns the settings of a connection. */
    public static ConnectionSettings settings(Environment environment, String name, Kind kind) {
        return ConnectionSettings.of(environment, name, kind);
    }

    /** Returns the settings of all connections of a kind, without those that {@link #in} refuses. */
    public static Stream<ConnectionSettings> of(Environment environment, Kind kind) {
        SortedMap<String, Kind> kinds = new TreeMap<>();
        written(environment).forEach((name, byKind) -> {
            try {
                kinds.put(name, kind(name, byKind));
            } catch (BadSetting e) {
                // another check tells it
            }
        });
        kinds.putAll(OlderNames.SHIPPED);
        return kinds.entrySet().stream()
                .filter(each -> each.getValue() == kind)
                .map(each -> settings(environment, each.getKey(), kind));
    }

    /** Joins the names of environment variables, which have no hyphens, with those of files. */
    private static Map<String, Map<String, Object>> written(Environment environment) {
        Map<String, Object> all = Binder.get(environment).bind(PREFIX, TREE).orElse(Map.of());
        Map<String, String> names = new TreeMap<>();
        OlderNames.SHIPPED.keySet().forEach(name -> names.put(name, name));
        new TreeSet<>(all.keySet()).forEach(name -> names.merge(plain(name), name, NamedConnections::hyphenated));
        Map<String, Map<String, Object>> written = new TreeMap<>();
        all.forEach((name, value) -> {
            Map<String, Object> byKind = written.computeIfAbsent(names.get(plain(name)), any -> new TreeMap<>());
            if (value instanceof Map<?, ?> map) {
                map.forEach((kind, options) -> byKind.merge(String.valueOf(kind), options, NamedConnections::both));
            }
        });
        return written;
    }

    private static String hyphenated(String one, String other) {
        return one.contains("-") ? one : other;
    }

    private static Object both(Object one, Object other) {
        return Stream.of(one, other)
                .filter(Map.class::isInstance)
                .flatMap(map -> ((Map<?, ?>) map).entrySet().stream())
                .collect(Collectors.toMap(each -> String.valueOf(each.getKey()), Map.Entry::getValue, (a, b) -> a));
    }

    private static Kind kind(String name, Map<String, Object> byKind) {
        Setting setting = new Setting(PREFIX, null);
        setting.check(
                NAME.matcher(name).matches() && !name.equals(NONE),
                "has a connection named '%s': use 1 to 64 of a-z, 0-9 and -, a letter first, and not %s"
                        .formatted(name, NONE));
        Setting connection = new Setting(PREFIX + "." + name, null);
        TreeSet<String> words = new TreeSet<>(byKind.keySet());
        if (OlderNames.SHIPPED.containsKey(name)) {
            words.add(OlderNames.SHIPPED.get(name).word());
        }
        connection.check(
                words.size() == 1, "must have one kind, of %s, but has %s".formatted(Kind.words(), shown(words)));
        Kind kind = Kind.of(words.first());
        connection.check(kind != null, "has the kind %s, which is none of %s".formatted(words.first(), Kind.words()));
        return Objects.requireNonNull(kind);
    }

    private static String shown(TreeSet<String> words) {
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static Stream<String> flat(String prefix, @Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .flatMap(each -> flat(
                                prefix.isEmpty() ? each.getKey() + "" : prefix + "." + each.getKey(), each.getValue()))
                : Stream.of(prefix).filter(option -> !option.isEmpty());
    }

    private static void isKnown(String name, Kind kind, String option) {
        new Setting("%s.%s.%s.%s".formatted(PREFIX, name, kind.word(), option), null)
                .check(
                        kind.options().stream().anyMatch(known -> plain(known).equals(plain(option))),
                        "is no setting of a connection; %s has %s"
                                .formatted(kind.word(), String.join(", ", kind.options())));
    }

    private static String plain(String name) {
        return name.replace("-", "");
    }
}
