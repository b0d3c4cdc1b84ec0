package dev.waybill.check;

import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.YamlFile;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** The event types that a route can get: those of its source behind {@code inbox:}, else those of all sources. */
final class SourceTypes {

    private static final String NO_SOURCE = "no source sends";

    /**
     * The types in one place.
     *
     * @param types the types by their name; empty if it may be any
     * @param otherwise the end of a sentence about another type
     */
    record Known(Map<String, String> types, String otherwise) {}

    private final Map<String, List<String>> sources;

    /** @param sources the event types of each source by its name; empty if it may send any */
    SourceTypes(Map<String, List<String>> sources) {
        this.sources = sources;
    }

    /** Returns the types of all sources; any if one of them sends any. */
    Known ofAll() {
        boolean any = sources.values().stream().anyMatch(List::isEmpty);
        return new Known(
                any
                        ? Map.of()
                        : sorted(sources.values().stream().flatMap(List::stream).toList()),
                NO_SOURCE);
    }

    /** Returns the types of each node in a route from {@code inbox:}. */
    Map<Node, Known> in(YamlFile file) {
        Map<Node, Known> known = new IdentityHashMap<>();
        file.nodes().forEach(node -> {
            String source = source(YamlFile.value(node, "from"));
            if (node instanceof MappingNode && source != null) {
                Known types = new Known(
                        sorted(sources.getOrDefault(source, List.of())),
                        "the source %s does not send".formatted(source));
                YamlFile.nodes(node).forEach(each -> known.put(each, types));
            }
        });
        return known;
    }

    /** Returns the source of a route; null if it begins elsewhere. */
    private static @Nullable String source(@Nullable Node from) {
        String uri = from instanceof MappingNode ? YamlFile.text(YamlFile.value(from, "uri")) : YamlFile.text(from);
        EndpointUri address = EndpointUri.of(Objects.requireNonNullElse(uri, ""));
        if (!address.scheme().equals("inbox")) {
            return null;
        }
        String parameter = YamlFile.text(YamlFile.value(YamlFile.value(from, "parameters"), "source"));
        return address.name().isEmpty() ? parameter : address.name();
    }

    private static Map<String, String> sorted(Collection<String> names) {
        Map<String, String> sorted = new TreeMap<>();
        names.forEach(name -> sorted.put(name, name));
        return sorted;
    }
}
