package dev.waybill.lint;

import static dev.waybill.lint.RouteText.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class LintBeforeStartTest {

    private static final StandIn INBOX = new StandIn();
    private static final StandIn OUTBOX = new StandIn();

    private static final String ERP = route("erp", "outbox:erp", "- log: {message: takes}");

    @TempDir
    private Path routes;

    @BeforeEach
    void nothing_started() {
        INBOX.started.set(0);
        OUTBOX.started.set(0);
    }

    @Test
    void good_routes_start() throws IOException {
        write("events", route("events", "inbox:covver", "- to: {uri: \"outbox:erp\"}"));
        write("erp", ERP);
        try (var hub = start()) {
            assertThat(hub.isRunning()).isTrue();
            assertThat(INBOX.started).hasValue(1);
            assertThat(OUTBOX.started).hasValue(1);
        }
    }

    @Test
    void a_finding_stops_the_start_before_any_consumer_with_its_sentence_alone(CapturedOutput output)
            throws IOException {
        write("erp", ERP);
        write("events", route("events", "inbox:covver", "- to: {uri: \"outbox:typo\"}", "- threads: {poolSize: 2}"));
        assertThatThrownBy(this::start).hasRootCauseInstanceOf(RouteFault.class);
        assertThat(output)
                .contains("events.camel.yaml:8:20: route events sends to outbox:typo, which no route consumes\n")
                .contains("events.camel.yaml:9:11: route events uses threads, which is not allowed after inbox:")
                .doesNotContain("\tat ");
        assertThat(INBOX.started).hasValue(0);
        assertThat(OUTBOX.started).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        - to: "unclosed                          | 8: while scanning a quoted scalar: found unexpected end of stream
        - teleport: {uri: "outbox:erp"}          | 7: Unknown node id: teleport
        - to: {uri: "outbox:erp", speed: fast}   | 8: Unsupported field: speed
        - to: {parameters: {a: b}}               | 8: Uri is mandatory
        """)
    void a_file_that_cannot_be_read_stops_the_start_with_file_and_line(
            String step, String sentence, CapturedOutput output) throws IOException {
        write("erp", ERP);
        write("events", route("events", "inbox:covver", step));
        assertThatThrownBy(this::start).isNotNull();
        assertThat(output).contains("events.camel.yaml:" + sentence).doesNotContain("\tat ");
        assertThat(OUTBOX.started).hasValue(0);
    }

    @Test
    void an_endpoint_that_cannot_be_made_stops_the_start_with_route_and_reason(CapturedOutput output)
            throws IOException {
        write("erp", route("erp", "outbox:erp", "- to: {uri: \"carrier-pigeon:erp\"}"));
        assertThatThrownBy(this::start).isNotNull();
        assertThat(output).contains("\nroute erp: ", "carrier-pigeon").doesNotContain("\tat ");
        assertThat(OUTBOX.started).hasValue(0);
    }

    @Test
    void a_value_that_does_not_fit_its_option_is_told_with_the_option(CapturedOutput output) throws IOException {
        write(
                "erp",
                route(
                        "erp",
                        "outbox:erp",
                        "- to: {uri: \"log:erp\", parameters: {exchangeFormatter: \"#bean:nobody\"}}"));
        assertThatThrownBy(this::start).isNotNull();
        assertThat(output).contains("\nroute erp: option exchangeFormatter: ").doesNotContain("\tat ");
    }

    @Test
    void the_example_of_a_whole_route_starts() throws Exception {
        Matcher example = Pattern.compile("```yaml\n(- route:\n.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/authoring.md")));
        assertThat(example.find()).isTrue();
        write("crm", example.group(1));
        write("events", route("events", "inbox:covver", "- to: {uri: outbox:crm}"));
        try (var hub = start()) {
            assertThat(OUTBOX.started).hasValue(1);
        }
        assertThat(RouteText.findings(example.group(1))).isEmpty();
    }

    @Test
    void two_routes_with_one_id_stop_the_start(CapturedOutput output) throws IOException {
        write("erp", ERP);
        write("again", ERP.replace("outbox:erp", "outbox:sftp"));
        assertThatThrownBy(this::start).isNotNull();
        assertThat(output).contains("Duplicate route ids detected: erp").doesNotContain("\tat ");
    }

    @Test
    void a_hub_without_routes_does_not_start(CapturedOutput output) {
        assertThatThrownBy(this::start).hasRootCauseInstanceOf(RouteFault.class);
        assertThat(output).contains("No route was loaded: ").doesNotContain("\tat ");
    }

    @Test
    void a_source_that_no_route_takes_from_stops_the_start(CapturedOutput output) throws IOException {
        write("events", route("events", "inbox:covver", "- to: {uri: \"outbox:erp\"}"));
        write("erp", ERP);
        assertThatThrownBy(() -> start("--waybill.sources.covver.key-header=k", "--waybill.sources.shop.key-header=k"))
                .hasRootCauseInstanceOf(RouteFault.class);
        assertThat(output)
                .contains("application.yaml: waybill.sources.shop has no route from inbox:shop")
                .doesNotContain("waybill.sources.covver has")
                .doesNotContain("\tat ");
        assertThat(INBOX.started).hasValue(0);
    }

    @Test
    void a_route_from_a_source_that_the_settings_do_not_have_stops_the_start(CapturedOutput output) throws IOException {
        write("events", route("events", "inbox:covver", "- to: {uri: \"outbox:erp\"}"));
        write("shop", route("shop", "inbox:shop", "- to: {uri: \"outbox:erp\"}"));
        write("erp", ERP);
        assertThatThrownBy(() -> start("--waybill.sources.covver.key-header=k"))
                .hasRootCauseInstanceOf(RouteFault.class);
        assertThat(output)
                .contains("shop.camel.yaml:5:12: route shop starts from inbox:shop, but the settings have no"
                        + " waybill.sources.shop: no event comes in")
                .doesNotContain("\tat ");
    }

    private ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(Hub.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(
                                Stream.of(
                                        "--spring.config.location=optional:classpath:/none/",
                                        "--camel.main.routes-include-pattern=file:%s/*.camel.yaml".formatted(routes)),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(routes.resolve(name + ".camel.yaml"), text);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import(LintBeforeStart.class)
    static class Hub {

        @Bean(autowireCandidate = false)
        StandIn inbox() {
            return INBOX;
        }

        @Bean(autowireCandidate = false)
        StandIn outbox() {
            return OUTBOX;
        }
    }
}
