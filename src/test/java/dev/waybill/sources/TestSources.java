package dev.waybill.sources;

import dev.waybill.settings.Setting;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Sources as settings make them, presets included. */
public final class TestSources {

    /** The secret of every source that sets no other. */
    public static final String SECRET = "the secret of every test";

    private TestSources() {}

    /** @param settings the source's members, such as {@code preset=shopify}; {@code SECRET=…} is the secret itself */
    public static Source of(String name, String... settings) {
        return all(name, settings).named(name);
    }

    /** The headers of its webhooks that go on to routes. */
    public static AllowedHeaders allowed(String name, String... settings) {
        return new AllowedHeaders(
                Binder.get(environment(name, settings)).bindOrCreate("waybill", SchemeSettings.class));
    }

    /** The same as all sources of a hub. */
    public static Sources all(String name, String... settings) {
        StandardEnvironment environment = environment(name, settings);
        Binder binder = Binder.get(environment);
        return Sources.of(
                binder.bindOrCreate("waybill", SourceSettings.class),
                binder.bindOrCreate("waybill", SchemeSettings.class),
                new ReadSecret(environment::getProperty),
                UnaryOperator.identity());
    }

    private static StandardEnvironment environment(String name, String... settings) {
        Map<String, Object> given = new HashMap<>(Map.of("SECRET", SECRET));
        String at = "waybill.sources." + name + ".";
        given.put(at + "secrets.current", "SECRET");
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            given.put(pair[0].startsWith("SECRET") ? pair[0] : at + pair[0], pair[1]);
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("the test's", given));
        Presets.fill(environment);
        return environment;
    }

    /** A source like Covver. */
    public static Source covver() {
        return of("covver");
    }

    /** The places of Covver's parts, with another place of the group. */
    public static EventParts grouped(String pointer) {
        return EventParts.of(
                Part.header("covverIdempotencyKey"),
                Part.of(new Setting("type", "pointer:/type")),
                Part.pointer(pointer),
                Set.of(),
                Set.of(),
                null,
                Stream.empty());
    }
}
