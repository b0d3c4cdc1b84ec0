package dev.waybill.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;

/**
 * Tells which routes of two bundles are the same. A route's checksum is that of its file or of its template with the
 * values given, of the files that these name, and of the route files that others may use: templates, beans, and routes
 * that other routes call.
 */
public final class RouteChecksums {

    /** A file whose name is put together when the route is made or runs. */
    private static final Pattern COMPOSED =
            Pattern.compile("(?<!\\$\\{)(?:bundle|file|classpath):[^\\s\"']*(?:\\{\\{|\\$\\{)");

    private static final Pattern INCLUDE = Pattern.compile("<#(?:include|import)");
    private static final Pattern ITEM = Pattern.compile("^- ", Pattern.MULTILINE);
    private static final Pattern ROUTE = Pattern.compile("^- (?:route|from):", Pattern.MULTILINE);
    private static final Pattern USE = Pattern.compile("^- templatedRoute:", Pattern.MULTILINE);

    /** The name under which the values of a template count; no file of a bundle has it. */
    private static final String VALUES = "";

    private final Bundle bundle;
    private final Map<String, String> texts;
    private final List<String> shared;

    /**
     * @param camel the context in which the routes were made
     * @param bundle the files of the routes
     */
    public RouteChecksums(CamelContext camel, Bundle bundle) {
        this.bundle = bundle;
        this.texts = bundle.files().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, file -> new String(file.getValue(), StandardCharsets.UTF_8)));
        Map<String, Boolean> outside = camel.getRoutes().stream()
                .collect(Collectors.toMap(
                        RouteChecksums::file, route -> RouteStart.isOutside(route.getEndpoint()), Boolean::logicalAnd));
        this.shared = bundle.routes().stream()
                .filter(path ->
                        !consistsOf(path, USE) && !(consistsOf(path, ROUTE) && outside.getOrDefault(path, false)))
                .toList();
    }

    /** Returns the checksum of everything that the route is made of. */
    public String of(Route route) {
        String file = file(route);
        if (bundle.file(file) == null) {
            return bundle.checksum(); // its file is not known
        }
        String values = values(route);
        String use = use(route.getRouteId());
        Map<String, byte[]> parts = new TreeMap<>();
        parts.put(VALUES, values.getBytes(StandardCharsets.UTF_8));
        var next = new ArrayDeque<>(shared);
        next.add(file);
        next.addAll(named(values));
        if (!values.isEmpty() && !use.isEmpty()) {
            next.add(use);
        }
        while (!next.isEmpty()) {
            String path = next.remove();
            String text = texts.getOrDefault(path, "");
            if (COMPOSED.matcher(text).find() || INCLUDE.matcher(text).find()) {
                return bundle.checksum(); // any file may be part of it
            }
            if (parts.put(path, bundle.files().get(path)) == null) {
                next.addAll(named(text));
            }
        }
        return new Bundle(bundle.folder(), parts).checksum();
    }

    /** Returns the values that the route gives to its template; empty without one. */
    private static String values(Route route) {
        RouteDefinition made = RouteFile.definition(route);
        Map<String, Object> values = made == null ? null : made.getTemplateParameters();
        return values == null ? "" : new TreeMap<>(values).toString();
    }

    /** Returns the path of the route's file in the bundle, or of its template's. */
    private static String file(Route route) {
        String location = RouteFile.location(route);
        return location == null ? "" : location.substring(location.lastIndexOf('/') + 1);
    }

    private List<String> named(String text) {
        return texts.keySet().stream()
                .filter(path -> text.contains(path.substring(path.lastIndexOf('/') + 1)))
                .toList();
    }

    /** Returns the file that makes the route of a template; empty if none names the route's id. */
    private String use(String routeId) {
        return bundle.routes().stream()
                .filter(path -> USE.matcher(texts.getOrDefault(path, "")).find()
                        && texts.getOrDefault(path, "").contains(routeId))
                .findFirst()
                .orElse("");
    }

    /** True if each item of the route file begins so. */
    private boolean consistsOf(String path, Pattern item) {
        Function<Pattern, Long> items = pattern ->
                pattern.matcher(texts.getOrDefault(path, "")).results().count();
        return items.apply(ITEM) > 0 && items.apply(ITEM).equals(items.apply(item));
    }
}
