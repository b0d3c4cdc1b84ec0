package dev.waybill.candidate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.bundle.Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** Routes beside those of a hub, with files and beans of their own. */
class CandidateHubTest {

    private static ConfigurableApplicationContext hub;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        hub = OfflineHub.start();
    }

    @AfterAll
    static void end() {
        hub.close();
    }

    @Test
    void the_hub_keeps_its_own_components_languages_and_data_formats() throws Exception {
        CamelContext camel = hub.getBean(CamelContext.class);
        Component sftp = camel.getComponent("sftp");
        Language jq = camel.resolveLanguage("jq");
        DataFormat json = camel.resolveDataFormat("exactJson");
        List<ServiceStatus> before = statuses(sftp, json);
        try (Candidate candidate = TriedRoutes.crm(hub, """
            - unmarshal:
                custom:
                  ref: exactJson
            - transform:
                expression:
                  jq:
                    expression: .a
            - marshal:
                custom:
                  ref: exactJson
            - to:
                uri: sftp
                parameters:
                  host: 127.0.0.1
                  port: 1
                  directoryName: in
                  username: hub
            """)) {
            assertThat(new String(TriedRoutes.handOver(candidate).sent().body(), UTF_8))
                    .isEqualTo("1");
        }
        assertThat(hub.getBean("sftp")).isSameAs(sftp);
        assertThat(sftp.getCamelContext()).isSameAs(camel);
        assertThat(((CamelContextAware) jq).getCamelContext()).isSameAs(camel);
        assertThat(((CamelContextAware) json).getCamelContext()).isSameAs(camel);
        assertThat(statuses(sftp, json)).isEqualTo(before);
        assertThat(camel.getEndpoint("sftp://127.0.0.1:1/in?username=hub").getCamelContext())
                .isSameAs(camel);
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody("{\"a\":7}");
        assertThat(jq.createExpression(".a").evaluate(exchange, Integer.class)).isEqualTo(7);
    }

    @Test
    void secrets_of_variables_settings_and_beans_are_hidden_if_asked() throws Exception {
        String route = TriedRoutes.route("""
            - setBody:
                expression:
                  simple:
                    expression: "{{env:CRM_SECRET}} {{env:CRM_URL}} {{spring.datasource.password:none}} {{spring.application.name:none}} {{bean:hidingTest.token}}"
            - to:
                uri: file
                parameters:
                  directoryName: %s
                  fileName: a.txt
            """.formatted(folder));
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) hub.getBeanFactory();
        beans.registerSingleton("hidingTest", new Credentials());
        CandidateHub all = new CandidateHub(hub, name -> "of " + name);
        try (Candidate candidate =
                Candidate.of(TriedRoutes.bundle(Map.of("crm.camel.yaml", route)), all.withoutSecrets())) {
            assertThat(new String(TriedRoutes.handOver(candidate).sent().body(), UTF_8))
                    .isEqualTo("hidden of CRM_URL hidden waybill hidden");
        }
        try (Candidate candidate = Candidate.of(TriedRoutes.bundle(Map.of("crm.camel.yaml", route)), all)) {
            assertThat(new String(TriedRoutes.handOver(candidate).sent().body(), UTF_8))
                    .isEqualTo("of CRM_SECRET of CRM_URL  waybill t0k3n");
        }
    }

    @Test
    void a_mapping_is_read_from_the_bundle_and_never_from_a_web_address_or_a_file_elsewhere() throws Exception {
        String steps = """
            - transform:
                expression:
                  jq:
                    expression: resource:%s
            - marshal:
                custom:
                  ref: exactJson
            - to:
                uri: file
                parameters:
                  directoryName: out
                  fileName: a.txt
            """;
        CandidateHub all = new CandidateHub(hub, name -> null);
        Bundle inside = TriedRoutes.bundle(Map.of(
                "crm.camel.yaml",
                TriedRoutes.route(steps.formatted("file:routes/erp-order.jq")),
                "erp-order.jq",
                "[2]"));
        try (Candidate candidate = Candidate.of(inside, all.withoutFiles())) {
            assertThat(new String(TriedRoutes.handOver(candidate).sent().body(), UTF_8))
                    .isEqualTo("[2]");
        }
        Path elsewhere = Files.writeString(folder.resolve("a.jq"), "[1]");
        Bundle outside =
                TriedRoutes.bundle(Map.of("crm.camel.yaml", TriedRoutes.route(steps.formatted("file:" + elsewhere))));
        try (Candidate candidate = Candidate.of(outside, all)) {
            assertThat(new String(TriedRoutes.handOver(candidate).sent().body(), UTF_8))
                    .isEqualTo("[1]");
        }
        assertThatThrownBy(() -> Candidate.of(outside, all.withoutFiles())).isInstanceOf(CandidateFault.class);
        assertThatThrownBy(() -> TriedRoutes.crm(hub, steps.formatted("http://127.0.0.1:1/a.jq")))
                .isInstanceOf(CandidateFault.class)
                .hasMessageContaining("would be fetched over the network");
    }

    @Test
    void route_files_may_name_each_other() throws Exception {
        Bundle bundle = TriedRoutes.bundle(Map.of("a.camel.yaml", """
            - templatedRoute:
                routeId: crm
                routeTemplateRef: destination
                parameters:
                  - name: to
                    value: crm
            """, "b.camel.yaml", """
            - routeTemplate:
                id: destination
                parameters:
                  - name: to
                from:
                  uri: "outbox:{{to}}"
                  steps:
                    - log:
                        message: nobody is there
            """));
        try (Candidate candidate = Candidate.of(bundle, new CandidateHub(hub, name -> null))) {
            assertThat(candidate.handOver(TriedRoutes.EVENT, "crm", "")).isNotNull();
        }
    }

    @Test
    void a_bundle_that_camel_can_not_make_is_told() {
        assertThatThrownBy(() -> TriedRoutes.crm(hub, "- to: {uri: \"nosuch:thing\"}"))
                .isInstanceOf(CandidateFault.class)
                .hasMessageContaining("nosuch");
    }

    private static List<ServiceStatus> statuses(Object... services) {
        return Stream.of(services)
                .map(service -> ((StatefulService) service).getStatus())
                .toList();
    }

    /** A bean that knows a secret. */
    public static final class Credentials {

        public String token() {
            return "t0k3n";
        }
    }
}
