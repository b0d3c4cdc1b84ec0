package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionList;
import dev.waybill.kit.FreePort;
import dev.waybill.sandbox.Traffic.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.context.ConfigurableApplicationContext;

/** The newcomer's first minute: the whole hub, embedded database included, in the simulated world. */
@Isolated
class SandboxIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static ConfigurableApplicationContext hub;
    private static World world;
    private static Simulator simulator;

    @BeforeAll
    static void start() throws IOException {
        hub = Sandbox.start(
                "--waybill.listener.port=" + FreePort.next(),
                "--server.port=0",
                "--sandbox.rate=40",
                "--sandbox.seed=11",
                "--sandbox.directory=" + folder,
                "--waybill.erp.url=https://erp.example.com",
                "--waybill.connections.erp-de.http.url=https://erp.example.com/api",
                "--waybill.connections.erp-de.http.token=real",
                "--waybill.connections.partner.sftp.host=sftp.example.com",
                "--waybill.connections.partner.sftp.known-hosts-file=/no/such/file",
                "--waybill.connections.letters.smtp.host=mail.example.com");
        world = hub.getBean(World.class);
        simulator = hub.getBean(Simulator.class);
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void orders_flow_to_all_three_and_each_is_placed_before_it_is_confirmed_and_fulfilled() throws Exception {
        await().atMost(PATIENCE).until(() -> simulator.sent().keySet().containsAll(List.of(Kind.values())));
        await().atMost(PATIENCE)
                .until(() -> erpStories().values().stream().anyMatch(story -> story.endsWith("fulfilled")));
        await().atMost(PATIENCE).until(() -> !world.mail().received().isEmpty());
        await().atMost(PATIENCE).until(() -> !world.sftp().files().isEmpty());

        assertThat(erpStories().values()).allMatch(story -> story.matches("placed( confirmed){0,3}( fulfilled)?"));
        assertThat(simulator.surprises()).isZero();
    }

    @Test
    void an_erp_that_is_down_holds_its_orders_and_gets_them_once_when_it_is_back() throws Exception {
        assertThat(switchErp("DOWN").statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> world.erp().journal().stream()
                                .filter(request -> request.status() == 503)
                                .count()
                        > 10);
        List<String> waiting = world.erp().journal().stream()
                .filter(request -> request.status() == 503)
                .map(ErpRequest::key)
                .distinct()
                .toList();

        assertThat(switchErp("OK").statusCode()).isEqualTo(200);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.erp().effects())
                        .extracting(ErpRequest::key)
                        .containsAll(waiting)
                        .doesNotHaveDuplicates());
        assertThat(erpStories().values()).allMatch(story -> story.matches("placed( confirmed){0,3}( fulfilled)?"));
    }

    @Test
    void a_connection_of_an_engineer_s_own_has_a_stand_in_of_its_kind() throws Exception {
        assertThat(world.standIns())
                .extracting(StandIn::name)
                .contains("email", "erp", "erp-de", "letters", "partner", "sftp");
        ConnectionList connections = hub.getBean(ConnectionList.class);
        for (String name : List.of("erp", "erp-de", "partner", "letters")) {
            Connection connection = Objects.requireNonNull(connections.find(name));
            assertThat(connection.address()).contains("127.0.0.1");
            assertThat(connection.test()).isNotBlank();
        }
        assertThat(world.server("erp-de", ErpStub.class).journal().getLast().headers())
                .containsEntry("authorization", List.of("Bearer sandbox-token"));
    }

    /** The ERP's contents by order: its states in the order of their arrival. */
    private static Map<String, String> erpStories() throws IOException {
        Map<String, String> stories = new LinkedHashMap<>();
        for (ErpRequest request : world.erp().effects()) {
            JsonNode order = JSON.readTree(request.body());
            if (request.path().equals("/orders")) {
                stories.merge(
                        order.path("orderId").asText(), order.path("status").asText(), (a, b) -> a + " " + b);
            }
        }
        return stories;
    }

    private static HttpResponse<String> switchErp(String mode) throws Exception {
        URI page = URI.create(
                "http://127.0.0.1:%s/sandbox/erp".formatted(hub.getEnvironment().getProperty("local.server.port")));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(page)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"mode\":\"%s\"}".formatted(mode)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
