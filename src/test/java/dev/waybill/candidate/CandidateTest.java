package dev.waybill.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.Outcome;
import dev.waybill.routing.RouteOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Routes that would reach outside, and nothing that does. */
class CandidateTest {

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
                Candidate candidate = TriedRoutes.crm(hub, """
                    - to:
                        uri: http
                        parameters:
                          httpUri: http://127.0.0.1:%d/orders?token=s3cr3t
                          httpMethod: PUT
                    """.formatted(server.getLocalPort()))) {
            FinishedAttempt attempt = TriedRoutes.handOver(candidate);
            assertThat(attempt.outcome()).isInstanceOf(Outcome.Delivered.class);
            assertThat(attempt.sent().to())
                    .startsWith("PUT http://127.0.0.1:%d/orders".formatted(server.getLocalPort()))
                    .doesNotContain("s3cr3t");
            server.setSoTimeout(100);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_message_for_a_queue_is_recorded_and_connects_to_nobody() throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext shop = OfflineHub.start(
                        "--waybill.connections.shop.amqp.url=amqp://127.0.0.1:" + broker.getLocalPort());
                Candidate candidate = TriedRoutes.crm(shop, """
                    - to:
                        uri: amqp
                        parameters:
                          destinationName: orders
                          connectionFactory: "#waybill.connections.shop.login"
                    """)) {
            FinishedAttempt attempt = TriedRoutes.handOver(candidate);
            assertThat(attempt.outcome()).isInstanceOf(Outcome.Delivered.class);
            assertThat(attempt.sent().to()).startsWith("amqp://").contains("orders");
            broker.setSoTimeout(100);
            assertThatThrownBy(broker::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void an_answer_is_judged_as_the_hub_judges_it() throws Exception {
        try (Candidate candidate = TriedRoutes.crm(hub, """
            - to:
                uri: https
                parameters:
                  httpUri: crm.example/orders
                  httpMethod: POST
            """)) {
            candidate.answer(new FarEnd(503, "busy"));
            assertThat(TriedRoutes.handOver(candidate).outcome()).isInstanceOf(Outcome.TryAgain.class);
            candidate.answer(new FarEnd(400, "no"));
            assertThat(TriedRoutes.handOver(candidate).outcome()).isInstanceOf(Outcome.GivenUp.class);
        }
    }

    @Test
    void a_file_is_recorded_and_not_written() throws Exception {
        try (Candidate candidate = TriedRoutes.crm(hub, """
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
            assertThat(TriedRoutes.handOver(candidate).outcome()).isInstanceOf(Outcome.Delivered.class);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void a_file_for_a_server_is_recorded_with_its_name() throws Exception {
        try (Candidate candidate = TriedRoutes.crm(hub, """
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
            FinishedAttempt attempt = TriedRoutes.handOver(candidate);
            assertThat(attempt.outcome()).isInstanceOf(Outcome.Delivered.class);
            assertThat(attempt.sent().to()).endsWith("/order.json");
        }
    }

    @Test
    void routes_that_begin_by_themselves_are_left_out() throws Exception {
        try (Candidate candidate = TriedRoutes.candidate(hub, """
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
            assertThat(candidate.route(TriedRoutes.EVENT))
                    .isEqualTo(new RouteOutcome.Failed("no route begins with inbox:shop"));
            assertThat(candidate.handOver(TriedRoutes.EVENT, "crm", "")).isNull();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void a_mapping_that_never_ends_is_cut_off() throws Exception {
        try (Candidate candidate = TriedRoutes.crm(hub, """
            - transform:
                expression:
                  jq:
                    expression: '[range(999999) | range(999999) | empty]'
            """)) {
            assertThat(TriedRoutes.handOver(candidate).outcome())
                    .isInstanceOf(Outcome.Broken.class)
                    .extracting(outcome -> outcome.answer().reason())
                    .asString()
                    .contains("cut off after");
        }
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
                Candidate candidate = TriedRoutes.candidate(asking, TriedRoutes.route("""
                    - to:
                        uri: http
                        parameters:
                          httpUri: "{{bean:erpDestination.url}}/orders"
                          httpMethod: POST
                          httpClientConfigurer: "#erpHttpClient"
                    """))) {
            assertThat(TriedRoutes.handOver(candidate).outcome()).isInstanceOf(Outcome.Delivered.class);
            server.setSoTimeout(100);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_mailbox_is_not_read() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Candidate candidate = TriedRoutes.crm(hub, """
                    - pollEnrich:
                        timeout: 1
                        expression:
                          constant:
                            expression: "imap://127.0.0.1:%d?username=hub&password=s3cr3t&connectionTimeout=500"
                    """.formatted(server.getLocalPort()))) {
            TriedRoutes.handOver(candidate);
            server.setSoTimeout(100);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void the_clients_that_camel_makes_for_a_token_connect_to_nobody() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Candidate candidate = TriedRoutes.crm(hub, """
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
            TriedRoutes.handOver(candidate);
            server.setSoTimeout(100);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
