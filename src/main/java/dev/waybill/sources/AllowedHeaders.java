package dev.waybill.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.settings.Setting;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The headers of webhooks that go on to routes, by source. Nobody has signed them, in most schemes. A route that calls
 * another system sends them on, as Camel does with all headers.
 */
@Component
public final class AllowedHeaders {

    /** The headers of hubs that let none go on. */
    public static final AllowedHeaders NONE = new AllowedHeaders(SchemeSettings.NONE);

    /** The limit of headers of a source. */
    static final int MOST = 8;

    /** The limit of characters in a value. */
    public static final int LONGEST = 1024;

    /** A longer value, or one with other characters, does not go on. */
    private static final Pattern VALUE = Pattern.compile("[ -~]{1,%d}".formatted(LONGEST));

    /**
     * A name with a dash. No header by which Camel or another system steers itself is let in: those of Camel, Kafka and
     * JMS have no dash, and neither have To, Subject, Host or Cookie.
     */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+){1,15}");

    /** The headers with a dash that say how a message is carried, who sent it, or what may happen to it. */
    private static final Pattern OF_THE_PROTOCOL = Pattern.compile(
            "(accept|access|cache|camel|content|if|in|kafka|keep|max|message|mime|proxy|reply|resent|retry|return|sec|"
                    + "set|transfer|user|www|x-forwarded|x-real|list|idempotency|last|cf-connecting|x-http-method|"
                    + "x-original|x-envoy|x-rewrite|true-client)-.*");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, List<String>> bySource = new HashMap<>();

    AllowedHeaders(SchemeSettings settings) {
        settings.sources().forEach((source, scheme) -> {
            if (!scheme.allowedHeaders().isEmpty()) {
                bySource.put(source, List.copyOf(scheme.allowedHeaders()));
            }
        });
    }

    /** Requires that the names are few, and that none of them steers anything. */
    static void check(Setting setting, Set<String> names) {
        setting.check(names.size() <= MOST, "may name %d headers".formatted(MOST));
        names.forEach(name -> setting.check(
                NAME.matcher(name).matches()
                        && !OF_THE_PROTOCOL
                                .matcher(name.toLowerCase(Locale.ROOT))
                                .matches(),
                "names %s: use a header of the sender's own with a dash in its name, such as X-Shop-Domain"
                        .formatted(name)));
    }

    /** True if headers of this source's webhooks go on. */
    public boolean any(String source) {
        return bySource.containsKey(source);
    }

    /**
     * Returns the headers that go on, under the names of the setting. One that was sent twice is left out: nobody can
     * say which is right.
     *
     * @param lines the stored header lines: a JSON array of [name, value]
     */
    public Map<String, String> of(String source, byte[] lines) {
        Map<String, String> passed = new TreeMap<>();
        try {
            JsonNode stored = JSON.readTree(lines);
            for (String name : bySource.getOrDefault(source, List.of())) {
                String value = once(stored, name);
                if (value != null && isPlain(value)) {
                    passed.put(name, value);
                }
            }
        } catch (IOException unreadable) {
            return Map.of(); // written by this hub, so only a damaged row comes here
        }
        return passed;
    }

    /** True if a header with this value goes on. */
    public static boolean isPlain(String value) {
        return VALUE.matcher(value).matches();
    }

    private static @Nullable String once(JsonNode lines, String name) {
        String found = null;
        for (JsonNode line : lines) {
            if (line.path(0).asText().equalsIgnoreCase(name)) {
                if (found != null) {
                    return null;
                }
                found = line.path(1).asText();
            }
        }
        return found;
    }
}
