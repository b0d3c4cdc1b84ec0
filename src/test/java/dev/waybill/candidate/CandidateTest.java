package dev.waybill.candidate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.bundle.Bundle;
import dev.waybill.handover.Delivery;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.Outcome;
import dev.waybill.routing.RouteOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** Routes that would reach outside, and nothing that does. */
class CandidateTest {

    private static final Delivery.Event EVENT = new Delivery.Event(
            1, "shop", "k-1", "o-1", "Order", Instant.parse("2026-01-01T00:00:00Z"), "{\"a\":1}".getBytes(UTF_8));

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
    void a_request_is_made_and_connects_to_nobody() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Candidate candidate = crm("""
                    - to:
                        uri: http
                        parameters:
                          httpUri: http://127.0.0.1:%d/orders?token=s3cr3t
                          httpMethod: PUT
                    """.formatted(server.getLocalPort()))) {
            FinishedAttempt attempt = handOver(candidate);
            assertThat(attempt.outcome()).isInstanceOf(Outcome.Delivered.class);
            assertThat(attempt.sent().to())
                    .startsWith("PUT http://127.0.0.1:%d/orders".formatted(server.getLocalPort()))
                    .doesNotContain("s3cr3t");
            server.setSoTimeout(100);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void an_answer_is_judged_as_the_hub_judges_it() throws Exception {
        try (Candidate candidate = crm("""
            - to:
                uri: https
                parameters:
                  httpUri: crm.example/orders
                  httpMethod: POST
            """)) {
            candidate.answer(new FarEnd(503, "busy"));
            assertThat(handOver(candidate).outcome()).isInstanceOf(Outcome.TryAgain.class);
            candidate.answer(new FarEnd(400, "no"));
            assertThat(handOver(candidate).outcome()).isInstanceOf(Outcome.GivenUp.class);
        }
    }

    @Test
    void a_file_is_recorded_and_not_written() throws Exception {
        try (Candidate candidate = crm("""
            - setHeader:
                name: CamelFileName
                expression:
                  constant:
                    expression: order.json
            - to:
                uri: file
                parameters:
                  directoryName: %s
            """.formatted(folder))) {
            assertThat(handOver(candidate).outcome()).isInstanceOf(Outcome.Delivered.class);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void a_file_for_a_server_is_recorded_with_its_name() throws Exception {
        try (Candidate candidate = crm("""
            - setHeader:
                name: CamelFileName
                expression:
                  constant:
                    expression: order.json
            - to:
                uri: sftp
                parameters:
                  host: 127.0.0.1
                  port: 1
                  directoryName: in
                  username: hub
            """)) {
            FinishedAttempt attempt = handOver(candidate);
            assertThat(attempt.outcome()).isInstanceOf(Outcome.Delivered.class);
            assertThat(attempt.sent().to()).endsWith("/order.json");
        }
    }

    @Test
    void routes_that_begin_by_themselves_are_left_out() throws Exception {
        try (Candidate candidate = candidate(hub, """
            - route:
                id: ticks
                description: Writes a file each moment.
                from:
                  uri: timer:tick
                  parameters:
                    period: 1
                    delay: 0
                  steps:
                    - to:
                        uri: file
                        parameters:
                          directoryName: %s
            """.formatted(folder))) {
            assertThat(candidate.route(EVENT)).isEqualTo(new RouteOutcome.Failed("no route begins with inbox:shop"));
            assertThat(candidate.handOver(EVENT, "crm", "")).isNull();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void a_mapping_that_never_ends_is_cut_off() throws Exception {
        try (Candidate candidate = crm("""
            - transform:
                expression:
                  jq:
                    expression: 'def f: f; f'
            """)) {
            assertThat(handOver(candidate).outcome()).isNotInstanceOf(Outcome.Delivered.class);
        }
    }

    @Test
    void the_hub_keeps_its_own_components_languages_and_data_formats() throws Exception {
        CamelContext camel = hub.getBean(CamelContext.class);
        Component sftp = camel.getComponent("sftp");
        Language jq = camel.resolveLanguage("jq");
        DataFormat json = camel.resolveDataFormat("exactJson");
        List<ServiceStatus> before = statuses(sftp, json);
        try (Candidate candidate = crm("""
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
            assertThat(new String(handOver(candidate).sent().body(), UTF_8)).isEqualTo("1");
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
    void a_client_asks_no_server_for_a_token() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext asking = OfflineHub.start(
                        "--ERP_URL=http://127.0.0.1:" + server.getLocalPort(),
                        "--ERP_INSECURE=true",
                        "--ERP_OAUTH_TOKEN_URI=http://127.0.0.1:%d/token".formatted(server.getLocalPort()),
                        "--ERP_OAUTH_CLIENT_ID=hub",
                        "--ERP_OAUTH_CLIENT_SECRET=s3cr3t");
                Candidate candidate = candidate(asking, route("""
                    - to:
                        uri: http
                        parameters:
                          httpUri: "{{bean:erpDestination.url}}/orders"
                          httpMethod: POST
                          httpClientConfigurer: "#erpHttpClient"
                    """))) {
            assertThat(handOver(candidate).outcome()).isInstanceOf(Outcome.Delivered.class);
            server.setSoTimeout(100);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_mailbox_is_not_read() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Candidate candidate = crm("""
                    - pollEnrich:
                        timeout: 1
                        expression:
                          constant:
                            expression: "imap://127.0.0.1:%d?username=hub&password=s3cr3t&connectionTimeout=500"
                    """.formatted(server.getLocalPort()))) {
            handOver(candidate);
            server.setSoTimeout(100);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void the_clients_that_camel_makes_for_a_token_connect_to_nobody() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Candidate candidate = crm("""
                    - to:
                        uri: http
                        parameters:
                          httpUri: http://127.0.0.1:%1$d/orders
                          httpMethod: POST
                          responseTimeout: 500
                          oauth2TokenEndpoint: http://127.0.0.1:%1$d/token
                          oauth2ClientId: hub
                          oauth2ClientSecret: s3cr3t
                    """.formatted(server.getLocalPort()))) {
            handOver(candidate);
            server.setSoTimeout(100);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void secrets_of_variables_settings_and_beans_are_hidden_if_asked() throws Exception {
        String route = route("""
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
        try (Candidate candidate = Candidate.of(bundle(Map.of("crm.camel.yaml", route)), all.withoutSecrets())) {
            assertThat(new String(handOver(candidate).sent().body(), UTF_8))
                    .isEqualTo("hidden of CRM_URL hidden waybill hidden");
        }
        try (Candidate candidate = Candidate.of(bundle(Map.of("crm.camel.yaml", route)), all)) {
            assertThat(new String(handOver(candidate).sent().body(), UTF_8))
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
        Bundle inside = bundle(
                Map.of("crm.camel.yaml", route(steps.formatted("file:routes/erp-order.jq")), "erp-order.jq", "[2]"));
        try (Candidate candidate = Candidate.of(inside, all.withoutFiles())) {
            assertThat(new String(handOver(candidate).sent().body(), UTF_8)).isEqualTo("[2]");
        }
        Path elsewhere = Files.writeString(folder.resolve("a.jq"), "[1]");
        Bundle outside = bundle(Map.of("crm.camel.yaml", route(steps.formatted("file:" + elsewhere))));
        try (Candidate candidate = Candidate.of(outside, all)) {
            assertThat(new String(handOver(candidate).sent().body(), UTF_8)).isEqualTo("[1]");
        }
        assertThatThrownBy(() -> Candidate.of(outside, all.withoutFiles())).isInstanceOf(CandidateFault.class);
        assertThatThrownBy(() -> crm(steps.formatted("http://127.0.0.1:1/a.jq")))
                .isInstanceOf(CandidateFault.class)
                .hasMessageContaining("would be fetched over the network");
    }

    @Test
    void route_files_may_name_each_other() throws Exception {
        Bundle bundle = bundle(Map.of(
                "a.camel.yaml",
                """
            - templatedRoute:
                routeId: crm
                routeTemplateRef: destination
                parameters:
                  - name: to
                    value: crm
            """,
                "b.camel.yaml",
                """
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
            assertThat(candidate.handOver(EVENT, "crm", "")).isNotNull();
        }
    }

    @Test
    void a_bundle_that_camel_can_not_make_is_told() {
        assertThatThrownBy(() -> crm("- to: {uri: \"nosuch:thing\"}"))
                .isInstanceOf(CandidateFault.class)
                .hasMessageContaining("nosuch");
    }

    private static List<ServiceStatus> statuses(Object... services) {
        return Stream.of(services)
                .map(service -> ((StatefulService) service).getStatus())
                .toList();
    }

    private FinishedAttempt handOver(Candidate candidate) throws InterruptedException {
        FinishedAttempt attempt = candidate.handOver(EVENT, "crm", "");
        assertThat(attempt).isNotNull();
        return attempt;
    }

    private Candidate crm(String steps) {
        return candidate(hub, route(steps));
    }

    private static String route(String steps) {
        return """
            - route:
                id: crm
                description: Hands orders to the CRM.
                from:
                  uri: outbox:crm
                  steps:
            """ + steps.indent(8);
    }

    private static Candidate candidate(ConfigurableApplicationContext hub, String route) {
        return Candidate.of(bundle(Map.of("crm.camel.yaml", route)), new CandidateHub(hub, name -> null));
    }

    private static Bundle bundle(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
        return new Bundle(Path.of("routes"), bytes);
    }

    /** A bean that knows a secret. */
    public static final class Credentials {

        public String token() {
            return "t0k3n";
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
