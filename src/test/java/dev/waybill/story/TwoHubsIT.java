package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.CovverEvent;
import dev.waybill.kit.HubProcess;
import dev.waybill.sandbox.ErpMode;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two hubs on one PostgreSQL: both work, and what one holds when it dies the other takes over, in order. */
class TwoHubsIT {

    private static final int ORDERS = 20;

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub erp = ErpStub.start();

    @AfterEach
    void stop() {
        erp.close();
    }

    @Test
    void the_living_takes_over_what_the_dead_one_held() throws Exception {
        try (HubProcess dying = HubProcess.start(database.settings(erp));
                HubProcess living = HubProcess.start(database.settings(erp))) {
            erp.mode(ErpMode.STALL);
            List<String> sent = new ArrayList<>();
            for (int n = 0; n < ORDERS; n++) {
                Orders.send(n % 2 == 0 ? dying : living, Orders.of("order" + n, 3));
                sent.add("order" + n);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> database.count("SELECT count(DISTINCT owner) FROM outbox_lane WHERE owner IS NOT NULL")
                            == 2);
            dying.kill();
            erp.mode(ErpMode.OK);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> erp.effects().size() == 3 * ORDERS);
            Map<String, List<String>> byOrder = erp.effects().stream()
                    .map(ErpRequest::body)
                    .collect(
                            Collectors.groupingBy(Orders::id, Collectors.mapping(Orders::status, Collectors.toList())));
            assertThat(byOrder.keySet()).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(byOrder.values()).containsOnly(List.of("placed", "confirmed", "fulfilled"));
        }
    }

    @Test
    void an_event_sent_twice_at_once_to_both_is_one() throws Exception {
        try (HubProcess one = HubProcess.start(database.settings(erp));
                HubProcess other = HubProcess.start(database.settings(erp))) {
            var event = Orders.of("once", 1).getFirst();
            List<Thread> senders = new ArrayList<>();
            List<String> answers = new CopyOnWriteArrayList<>();
            for (int n = 0; n < 50; n++) {
                HubProcess hub = n % 2 == 0 ? one : other;
                senders.add(Thread.ofVirtual().start(() -> answers.add(send(hub, event))));
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(answers)
                    .hasSize(50)
                    .filteredOn(answer -> answer.contains("accepted"))
                    .hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.contains("duplicate"))
                    .hasSize(49);
        }
    }

    private static String send(HubProcess hub, CovverEvent event) {
        try {
            return hub.sender().send(event).body();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
