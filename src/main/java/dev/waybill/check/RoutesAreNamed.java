package dev.waybill.check;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.RouteTemplates;
import dev.waybill.routes.YamlFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Every route has an id of its own, under which operators find it, and a sentence that says its purpose. It names a
 * configuration that exists: Camel ignores others, and the route would run without its error handling.
 */
final class RoutesAreNamed {

    private static final String RULE = "route-names";

    private RoutesAreNamed() {}

    static Stream<Finding> findings(List<YamlFile> files, RouteTemplates templates) {
        Map<String, String> first = new HashMap<>();
        Map<String, Node> configurations = new TreeMap<>();
        files.stream()
                .flatMap(file -> entries(file, "routeConfiguration"))
                .flatMap(each -> Stream.ofNullable(YamlFile.value(each, "id")))
                .forEach(id -> configurations.put(String.valueOf(YamlFile.text(id)), id));
        return files.stream()
                .flatMap(file -> Stream.concat(
                        entries(file, "route")
                                .flatMap(route -> Stream.concat(
                                        findings(file, route, first),
                                        Stream.ofNullable(unconfigured(file, route, configurations)))),
                        templates.uses().stream()
                                .filter(use -> use.file() == file)
                                .flatMap(use -> Stream.ofNullable(use.routeId()))
                                .flatMap(id -> Stream.ofNullable(twice(file, id, id.getValue(), first)))));
    }

    private static @Nullable Finding twice(YamlFile file, Node id, String name, Map<String, String> first) {
        String place = "%s:%d".formatted(file.name(), YamlFile.line(id));
        String earlier = first.putIfAbsent(name, place);
        return earlier == null
                ? null
                : finding(file, id, Severity.ERROR, "gives a route the id %s, as %s does".formatted(name, earlier));
    }

    private static @Nullable Finding unconfigured(YamlFile file, Node route, Map<String, Node> configurations) {
        Node named = YamlFile.value(route, "routeConfigurationId");
        String[] patterns = named == null
                ? new String[] {"*"}
                : String.valueOf(YamlFile.text(named)).split(",");
        if (configurations.keySet().stream().anyMatch(id -> PatternHelper.matchPatterns(id, patterns))
                || named == null
                || patterns[0].contains("{{")) {
            return null;
        }
        return new Finding(
                file.name(),
                YamlFile.line(named),
                YamlFile.column(named),
                RULE,
                Severity.ERROR,
                "",
                "names the routeConfiguration %s, which no file defines".formatted(YamlFile.text(named)),
                DidYouMean.nearest(patterns[0], configurations));
    }

    private static Stream<Node> entries(YamlFile file, String kind) {
        return file.root() instanceof SequenceNode list
                ? list.getValue().stream().flatMap(item -> Stream.ofNullable(YamlFile.value(item, kind)))
                : Stream.empty();
    }

    private static Stream<Finding> findings(YamlFile file, Node route, Map<String, String> first) {
        Node id = YamlFile.value(route, "id");
        String name = YamlFile.text(id);
        if (id == null || name == null) {
            return Stream.of(finding(file, route, Severity.WARNING, "has a route without an id"));
        }
        Stream<Finding> twice = Stream.ofNullable(twice(file, id, name, first));
        Stream<Finding> silent = isBlank(YamlFile.text(YamlFile.value(route, "description")))
                ? Stream.of(finding(file, id, Severity.WARNING, "has no description of the route %s".formatted(name)))
                : Stream.empty();
        return Stream.concat(twice, silent);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static Finding finding(YamlFile file, Node at, Severity severity, String sentence) {
        return new Finding(file.name(), YamlFile.line(at), YamlFile.column(at), RULE, severity, "", sentence, null);
    }
}
