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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        try (Candidate candidate = candidate("""
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
    void a_bundle_that_camel_can_not_make_is_told() {
        assertThatThrownBy(() -> crm("- to: {uri: \"nosuch:thing\"}"))
                .isInstanceOf(CandidateFault.class)
                .hasMessageContaining("nosuch");
    }

    private FinishedAttempt handOver(Candidate candidate) throws InterruptedException {
        FinishedAttempt attempt = candidate.handOver(EVENT, "crm", "");
        assertThat(attempt).isNotNull();
        return attempt;
    }

    private Candidate crm(String steps) {
        return candidate("""
            - route:
                id: crm
                description: Hands orders to the CRM.
                from:
                  uri: outbox:crm
                  steps:
            """ + steps.indent(8));
    }

    private static Candidate candidate(String route) {
        return Candidate.of(
                new Bundle(Path.of("routes"), Map.of("crm.camel.yaml", route.getBytes(UTF_8))),
                new CandidateHub(hub, name -> null));
    }

    private java.util.List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
