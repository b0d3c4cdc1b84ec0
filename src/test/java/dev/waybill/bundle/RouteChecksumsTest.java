package dev.waybill.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two routes, a and b, each in a file of its own; an edit changes the checksums of those that it may concern. */
class RouteChecksumsTest {

    private static final String TEMPLATES = """
        - routeTemplate:
            id: one
            parameters:
              - {name: words}
            from:
              uri: timer:{{words}}?delay=3600000
              steps:
                - log: "one"
        - routeTemplate:
            id: two
            parameters:
              - {name: words}
            from:
              uri: timer:{{words}}?delay=3600000
              steps:
                - log: "two"
        """;

    private static final Map<String, String> FILES = Map.of(
            "a.camel.yaml", route("a", "names a.jq"),
            "b.camel.yaml", route("b", "names nothing"),
            "a.jq", ".",
            "other.jq", ".",
            "tests/t.test.yaml", "[]");

    @Test
    void an_edit_of_a_file_changes_the_routes_of_this_file() throws Exception {
        assertThat(changed(FILES, "b.camel.yaml", route("b", "names something")))
                .isEqualTo("b");
    }

    @Test
    void an_edit_of_a_named_file_changes_the_routes_that_name_it() throws Exception {
        assertThat(changed(FILES, "a.jq", ".data")).isEqualTo("a");
        assertThat(changed(FILES, "other.jq", ".data")).isEmpty();
        assertThat(changed(FILES, "tests/t.test.yaml", "[1]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        reads bundle:{{name}}.jq
        reads resource:bundle:${header.type}.jq
        """)
    void a_name_that_is_put_together_may_be_that_of_any_file(String step) throws Exception {
        assertThat(changed(with("a.camel.yaml", route("a", step)), "other.jq", ".data"))
                .isEqualTo("a");
    }

    @Test
    void a_template_that_includes_others_may_include_any_file() throws Exception {
        Map<String, String> files = with("a.jq", "<#include \"part.ftl\">");
        assertThat(changed(files, "other.jq", ".data")).isEqualTo("a");
    }

    @Test
    void a_file_that_others_may_use_is_part_of_all_routes() throws Exception {
        Map<String, String> files = with("shared.camel.yaml", """
            - route:
                id: called
                from:
                  uri: direct:called
                  steps:
                    - log: "called"
            """);
        assertThat(changed(
                        files,
                        "shared.camel.yaml",
                        files.get("shared.camel.yaml").replace("\"called\"", "\"now\"")))
                .isEqualTo("a b called");
    }

    @Test
    void a_use_of_another_template_of_the_same_file_is_another_route() throws Exception {
        Map<String, String> files = with("templates.camel.yaml", TEMPLATES);
        files.put("c.camel.yaml", use("one"));
        assertThat(changed(files, "c.camel.yaml", use("two"))).isEqualTo("c");
    }

    private static String route(String id, String words) {
        return """
            - route:
                id: %1$s
                from:
                  uri: timer:%1$s?delay=3600000
                  steps:
                    - setHeader:
                        name: words
                        expression:
                          constant:
                            expression: '%2$s'
            """.formatted(id, words);
    }

    private static String use(String template) {
        return """
            - templatedRoute:
                routeId: c
                routeTemplateRef: %s
                parameters:
                  - {name: words, value: c}
            """.formatted(template);
    }

    private static Map<String, String> with(String path, String text) {
        Map<String, String> files = new LinkedHashMap<>(FILES);
        files.put(path, text);
        return files;
    }

    /** The ids of the routes that the edit changes. */
    private static String changed(Map<String, String> files, String path, String text) throws Exception {
        Map<String, String> edited = new LinkedHashMap<>(files);
        edited.put(path, text);
        Map<String, String> before = checksums(files);
        Map<String, String> after = checksums(edited);
        return String.join(
                " ",
                after.keySet().stream()
                        .filter(id -> !after.get(id).equals(before.get(id)))
                        .toList());
    }

    private static Map<String, String> checksums(Map<String, String> files) throws Exception {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        Bundle bundle = new Bundle(Path.of("routes"), bytes);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().addInitialProperty("name", "other");
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(bundle.routes().stream()
                            .map(route -> BundleFiles.resource(bundle, route))
                            .toList());
            camel.start();
            RouteChecksums checksums = new RouteChecksums(camel, bundle);
            Map<String, String> byRoute = new TreeMap<>();
            camel.getRoutes().forEach(route -> byRoute.put(route.getRouteId(), checksums.of(route)));
            return byRoute;
        }
    }
}
