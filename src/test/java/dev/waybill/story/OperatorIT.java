package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.kit.HubProcess;
import dev.waybill.sandbox.ErpMode;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's commands over the management port when something is stuck. */
class OperatorIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMAND = "{\"reason\":\"mended\"}";
    private static final String CONFIRMED = "{\"reason\":\"mended\",\"confirm\":true}";

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub erp = ErpStub.start();

    @AfterEach
    void stop() {
        erp.close();
    }

    @Test
    void a_dead_delivery_holds_its_order_only_until_it_is_replayed() throws Exception {
        try (HubProcess hub = HubProcess.start(database.settings(erp))) {
            erp.mode(ErpMode.REFUSE);
            Orders.send(hub, Orders.of("stuck", 3));
            eventually(() ->
                    read(hub, "/api/destinations/erp/deliveries?state=DEAD").size() == 1);
            erp.mode(ErpMode.OK);
            Orders.send(hub, Orders.of("other", 3));
            eventually(() -> statuses("other").equals(List.of("placed", "confirmed", "fulfilled")));
            assertThat(statuses("stuck")).isEmpty();

            JsonNode dead =
                    read(hub, "/api/destinations/erp/deliveries?state=DEAD").get(0);
            String delivery = "/api/deliveries/" + dead.get("id").asLong();
            String behind = "/api/deliveries/"
                    + read(hub, "/api/destinations/erp/deliveries?state=PENDING")
                            .get(0)
                            .get("id")
                            .asLong();
            assertThat(hub.post(delivery + "/replay", "{}").statusCode()).isEqualTo(400);
            assertThat(hub.post(behind + "/replay", COMMAND).body())
                    .contains("waits behind delivery " + dead.get("id"));
            assertThat(hub.post(delivery + "/replay", COMMAND).statusCode()).isEqualTo(200);

            eventually(() -> statuses("stuck").equals(List.of("placed", "confirmed", "fulfilled")));
            JsonNode replayed = read(hub, delivery);
            assertThat(replayed.at("/delivery/state").asText()).isEqualTo("DELIVERED");
            assertThat(replayed.at("/attempts")).hasSize(2);
            assertThat(replayed.at("/attempts/0/status").asInt()).isEqualTo(400);

            HttpResponse<String> unconfirmed = hub.post(delivery + "/replay", COMMAND);
            assertThat(unconfirmed.statusCode()).isEqualTo(409);
            assertThat(unconfirmed.body()).contains("confirm");
            assertThat(hub.post(delivery + "/replay", CONFIRMED).statusCode()).isEqualTo(200);
            String key = replayed.at("/delivery/key").asText();
            eventually(
                    () -> erp.effects().stream().map(ErpRequest::key).toList().contains(key + ".1"));
            assertThat(database.count("SELECT count(*) FROM audit WHERE verb = 'replay' AND who = 'night shift'"
                            + " AND NOT refused"))
                    .isEqualTo(2);
            assertThat(database.count("SELECT count(*) FROM audit WHERE verb = 'replay' AND who = 'night shift'"
                            + " AND refused"))
                    .isEqualTo(2);
        }
    }

    @Test
    void a_skipped_delivery_lets_its_order_go_on() throws Exception {
        try (HubProcess hub = HubProcess.start(database.settings(erp))) {
            erp.mode(ErpMode.REFUSE);
            Orders.send(hub, Orders.of("stuck", 3));
            eventually(() ->
                    read(hub, "/api/destinations/erp/deliveries?state=DEAD").size() == 1);
            erp.mode(ErpMode.OK);
            long dead = read(hub, "/api/destinations/erp/deliveries?state=DEAD")
                    .get(0)
                    .get("id")
                    .asLong();

            assertThat(hub.post("/api/deliveries/" + dead + "/skip", COMMAND).statusCode())
                    .isEqualTo(200);

            eventually(() -> statuses("stuck").equals(List.of("confirmed", "fulfilled")));
            assertThat(hub.post("/api/deliveries/" + dead + "/skip", COMMAND).statusCode())
                    .isEqualTo(409);
            assertThat(hub.post("/api/deliveries/999999/skip", COMMAND).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_failed_event_holds_its_order_until_it_is_discarded_or_its_route_is_mended(@TempDir Path routes)
            throws Exception {
        Map<String, String> broken = new HashMap<>(database.settings(erp));
        broken.put("CAMEL_MAIN_ROUTES_INCLUDE_PATTERN", "file:" + brokenRoutes(routes) + "/*.camel.yaml");
        try (HubProcess hub = HubProcess.start(broken)) {
            Orders.send(hub, Orders.of("discarded", 2));
            Orders.send(hub, Orders.of("mended", 2));
            eventually(() ->
                    events(hub, "FAILED").size() == 2 && events(hub, "WAITING").size() == 2);
            long first = events(hub, "FAILED").get(1).get("id").asLong();

            assertThat(hub.post("/api/events/" + first + "/discard", COMMAND).statusCode())
                    .isEqualTo(200);

            eventually(() -> statuses("discarded").equals(List.of("confirmed")));
            assertThat(read(hub, "/api/events/" + first).at("/event/state").asText())
                    .isEqualTo("DISCARDED");
            assertThat(statuses("mended")).isEmpty();
        }
        try (HubProcess hub = HubProcess.start(database.settings(erp))) {
            eventually(() -> events(hub, "FAILED").isEmpty() || routed(hub));
            eventually(() -> statuses("mended").equals(List.of("placed", "confirmed")));
        }
    }

    /** Newest first. */
    private static JsonNode events(HubProcess hub, String state) throws Exception {
        return read(hub, "/api/events?state=" + state).get("events");
    }

    /** Has a failed event routed again, if the back-off has not done so already. */
    private static boolean routed(HubProcess hub) throws Exception {
        JsonNode failed = events(hub, "FAILED");
        return failed.isEmpty()
                || hub.post("/api/events/" + failed.get(0).get("id").asLong() + "/route", COMMAND)
                                .statusCode()
                        == 200;
    }

    /** The shipped routes, but an OrderPlaced throws. */
    private static Path brokenRoutes(Path folder) throws Exception {
        try (var files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("covver-events.camel.yaml"), """
            - route:
                id: covver-events
                description: Throws for each order that was placed.
                from:
                  uri: inbox:covver
                  steps:
                    - choice:
                        when:
                          - expression:
                              simple:
                                expression: "${header.CamelInboxEventType} == 'OrderPlaced'"
                            steps:
                              - throwException:
                                  exceptionType: java.lang.IllegalStateException
                                  message: a mistake in the YAML
                        otherwise:
                          steps:
                            - to:
                                uri: outbox:erp
            """);
        return folder;
    }

    private List<String> statuses(String order) {
        return erp.effects().stream()
                .map(ErpRequest::body)
                .filter(body -> Orders.id(body).equals(order))
                .map(Orders::status)
                .toList();
    }

    private static JsonNode read(HubProcess hub, String path) throws Exception {
        return JSON.readTree(hub.get(path).body());
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(condition);
    }
}
