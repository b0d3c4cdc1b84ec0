package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.sources.SourceNames;
import java.util.List;
import net.thisptr.jackson.jq.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Routes written as text in a test, loaded by Camel's own YAML loader and never started. */
final class RouteText {

    private RouteText() {}

    /**
     * A route whose steps begin on line 7. Camel takes a step's line from the line before its content, which is right
     * in block style alone: content in braces moves to a line of its own.
     */
    static String route(String id, String from, String... steps) {
        return """
            - route:
                id: %s
                description: Is written in a test.
                from:
                  uri: %s
                  steps:
            %s
            """.formatted(id, from, blocks(steps).indent(8).stripTrailing());
    }

    private static String blocks(String... steps) {
        return String.join("\n", steps).replaceAll("(?m)^( *)(- \\w+:) \\{", "$1$2\n$1    {");
    }

    /** Returns the findings of the lint in these files, named routes/0.camel.yaml and on. */
    static List<String> findings(String... files) throws Exception {
        return findings(SourceNames.NONE, files);
    }

    /** The same where the settings have these sources. */
    static List<String> findings(SourceNames sources, String... files) throws Exception {
        return all(sources, files).stream()
                .filter(Finding::isError)
                .map(Finding::toString)
                .toList();
    }

    /** The warnings among the findings. */
    static List<String> warnings(String... files) throws Exception {
        return warnings(SourceNames.NONE, files);
    }

    static List<String> warnings(SourceNames sources, String... files) throws Exception {
        return all(sources, files).stream()
                .filter(found -> !found.isError())
                .map(Finding::toString)
                .toList();
    }

    private static List<Finding> all(SourceNames sources, String... files) throws Exception {
        try (ModelCamelContext context = new DefaultCamelContext()) {
            Function utc = (scope, arguments, in, path, output, version) -> {};
            context.getRegistry().bind("utc", Function.class, utc); // as our mappings offer it
            context.build();
            var loader = PluginHelper.getRoutesLoader(context);
            Resource[] resources = new Resource[files.length];
            for (int i = 0; i < files.length; i++) {
                resources[i] = ResourceHelper.fromString("file:routes/%d.camel.yaml".formatted(i), files[i]);
            }
            loader.loadRoutes(resources);
            return RouteLint.check(context, sources, true);
        }
    }
}
