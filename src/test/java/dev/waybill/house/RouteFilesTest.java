package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteFilesTest {

    private static final List<Path> ROUTES = List.of(
            Path.of("routes"), Path.of("src/assembly/ext-kafka/routes"), Path.of("src/assembly/ext-amqp/routes"));
    private static final Path SAMPLES = Path.of("src/test/resources/house/routes");

    private static final RouteFileCheck CHECK = new RouteFileCheck();

    @Test
    void every_route_file_is_canonical_short_and_free_of_sql_groovy_and_secrets() throws IOException {
        List<Path> files = routeFiles();
        assertThat(files).as("route files under routes/").isNotEmpty();
        assertThat(files).allSatisfy(file -> assertThat(CHECK.faults(file)).isEmpty());
    }

    @Test
    void a_good_file_has_no_fault() {
        assertThat(CHECK.faults(SAMPLES.resolve("good.camel.yaml"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        not-yaml              | it is no YAML
        unknown-step          | Camel's schema: $[0].route.from.steps[0]: property 'teleport' is not defined
        from-shorthand        | Camel's schema: $[0]: property 'from' is not defined
        to-shorthand          | Camel's schema: $[0].route.from.steps[0].to: string found, object expected
        inline-expression     | Camel's schema: $[0].route.from.steps[0].setBody: property 'simple' is not defined
        expression-shorthand  | Camel's schema: $[0].route.from.steps[0].setBody.expression.simple: string found
        query-in-uri          | uri outbox:erp carries parameters that belong under "parameters:"
        no-route              | it has no entry "- route:"
        no-id                 | a route has no id
        no-description        | route nameless has no description of one sentence
        two-sentences         | route talks has no description of one sentence
        groovy                | it uses Groovy
        groovy-script         | it uses Groovy
        sql                   | it uses a database: sql:DELETE FROM inbox_event
        literal-password      | it carries a literal secret in password
        literal-authorization | it carries a literal secret in Authorization
        password-in-uri       | it carries a literal secret in uri
        """)
    void a_bad_file_is_found_out(String sample, String fault) {
        assertThat(CHECK.faults(SAMPLES.resolve("bad").resolve(sample + ".camel.yaml")))
                .anyMatch(found -> found.startsWith(fault));
    }

    @ParameterizedTest
    @CsvSource({"erp.yaml", "erp.v1.camel.yaml", "erp.camel.yml"})
    void a_name_that_camel_reads_in_another_way_is_found_out(String name, @TempDir Path folder) throws IOException {
        Path file = Files.copy(SAMPLES.resolve("good.camel.yaml"), folder.resolve(name));
        assertThat(CHECK.faults(file)).containsExactly("its name doesn't end in .camel.yaml after the first dot");
    }

    @Test
    void a_long_file_is_found_out(@TempDir Path folder) throws IOException {
        String good = Files.readString(SAMPLES.resolve("good.camel.yaml"));
        Path file = Files.writeString(folder.resolve("long.camel.yaml"), good + "\n".repeat(120));
        assertThat(CHECK.faults(file)).containsExactly("it has 120 lines or more");
    }

    private static List<Path> routeFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : ROUTES) {
            try (var files = Files.walk(folder)) {
                files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                        .filter(file -> !file.toString().endsWith(".test.yaml"))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
