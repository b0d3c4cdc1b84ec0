package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.CovverEvent;
import dev.waybill.kit.HubProcess;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub on its embedded database, killed in the middle of its work: the database server outlives it. */
class EmbeddedKillIT {

    private static final int ORDERS = 30;

    private final ErpStub erp = ErpStub.start();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        erp.close();
    }

    @Test
    void a_killed_hub_takes_up_its_own_database_again_and_loses_nothing() throws Exception {
        List<String> sent = new ArrayList<>();
        try (HubProcess hub = start()) {
            for (int n = 0; n < ORDERS; n++) {
                List<CovverEvent> order = Orders.of("order" + n, 3);
                Orders.send(hub, order);
                sent.add(order.getFirst().group());
            }
            hub.kill();
        }

        try (HubProcess again = start()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> erp.effects().size() == 3 * ORDERS);
            Map<String, List<String>> byOrder = erp.effects().stream()
                    .map(ErpRequest::body)
                    .collect(
                            Collectors.groupingBy(Orders::id, Collectors.mapping(Orders::status, Collectors.toList())));
            assertThat(byOrder.keySet()).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(byOrder.values()).containsOnly(List.of("placed", "confirmed", "fulfilled"));
            assertThat(again.terminate()).isIn(0, 143);
        }
    }

    private HubProcess start() {
        Map<String, String> settings = new HashMap<>();
        settings.put("WAYBILL_DATA_DIRECTORY", directory.resolve("data").toString());
        settings.put("ERP_URL", erp.url().toString());
        settings.put("ERP_TOKEN", "token");
        return HubProcess.start(settings);
    }
}
