package dev.waybill.routes;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The lines of endpoint parameters in the route files. Camel joins the parameters to the address and forgets their
 * lines.
 */
public final class YamlPlaces {

    /** A parameter's line and column, from 1. */
    public record Place(String scheme, String name, int line, int column) {}

    private final Map<String, List<Place>> byFile = new HashMap<>();

    /** Returns the place of a parameter of the step's endpoint; null if it stands in the address. */
    @Nullable
    public Place of(Routes routes, RouteStep step, String scheme, String name) {
        Resource file = step.route().getResource();
        String location = step.place().getLocation();
        if (file == null && location != null) {
            file = routes.file(location); // of a template: Camel keeps its name alone
        }
        if (file == null) {
            return null;
        }
        Resource text = file;
        int from = step.place().getLineNumber();
        return byFile.computeIfAbsent(file.getLocation(), each -> read(text)).stream()
                .filter(place -> place.scheme.equals(scheme) && place.name.equals(name) && place.line >= from)
                .findFirst()
                .orElse(null);
    }

    private static List<Place> read(Resource file) {
        List<Place> places = new ArrayList<>();
        try (InputStream text = file.getInputStream()) {
            YamlFile.read(file.getLocation(), text.readAllBytes()).nodes().forEach(each -> collect(each, places));
        } catch (IOException e) {
            // Camel has read it, or reports why not
        }
        return places;
    }

    private static void collect(Node node, List<Place> places) {
        String uri = YamlFile.text(YamlFile.value(node, "uri"));
        if (uri != null && YamlFile.value(node, "parameters") instanceof MappingNode parameters) {
            String scheme = uri.contains(":") ? uri.substring(0, uri.indexOf(':')) : uri;
            parameters.getValue().forEach(entry -> place(entry.getKeyNode(), scheme, places));
        }
    }

    private static void place(Node key, String scheme, List<Place> places) {
        String name = YamlFile.text(key);
        if (name != null) {
            places.add(new Place(scheme, name, YamlFile.line(key), YamlFile.column(key)));
        }
    }
}
