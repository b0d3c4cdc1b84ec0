package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.CovverEvent;
import dev.waybill.kit.CovverSender.Answer;
import dev.waybill.kit.HubProcess;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SIGTERM in the middle of the work: answered or refused, nothing half done, and nothing left leased. */
class StopIT {

    private static final int SENDERS = 8;

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub erp = ErpStub.start();
    private final List<CovverEvent> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Integer> refusals = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        erp.close();
    }

    @Test
    void a_stop_under_load_answers_or_refuses_and_gives_everything_back() throws Exception {
        try (HubProcess hub = HubProcess.start(database.settings(erp))) {
            CountDownLatch underLoad = new CountDownLatch(200);
            List<Thread> senders = IntStream.range(0, SENDERS)
                    .mapToObj(n -> Thread.ofVirtual().start(() -> sendUntilRefused(hub, n, underLoad)))
                    .toList();
            underLoad.await();

            assertThat(hub.terminate()).isIn(0, 143);
            for (Thread sender : senders) {
                sender.join();
            }
        }
        assertThat(refusals).as("answers other than 200").allMatch(status -> status == 503);
        assertThat(database.count("SELECT count(*) FROM inbox_event")).isGreaterThanOrEqualTo(acknowledged.size());
        assertThat(database.count("SELECT count(*) FROM outbox_lane WHERE owner IS NOT NULL"))
                .isZero();
        assertThat(database.count("SELECT count(*) FROM inbox_slot WHERE owner IS NOT NULL"))
                .isZero();
        assertThat(database.count("SELECT count(*) FROM node")).isZero();

        try (HubProcess again = HubProcess.start(database.settings(erp))) {
            Set<String> sent = acknowledged.stream().map(CovverEvent::group).collect(Collectors.toSet());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> arrived().containsAll(sent));
        }
        assertThat(erp.effects()).extracting(ErpRequest::key).doesNotHaveDuplicates();
    }

    private Set<String> arrived() {
        return erp.effects().stream().map(ErpRequest::body).map(Orders::id).collect(Collectors.toSet());
    }

    private void sendUntilRefused(HubProcess hub, int sender, CountDownLatch underLoad) {
        for (int n = 0; n < 100_000; n++) {
            CovverEvent event = Orders.of("s" + sender + "n" + n, 1).getFirst();
            try {
                Answer answer = hub.sender().send(event);
                underLoad.countDown();
                if (answer.status() != 200) {
                    refusals.add(answer.status());
                    return;
                }
                acknowledged.add(event);
            } catch (IOException closed) {
                return;
            }
        }
    }
}
