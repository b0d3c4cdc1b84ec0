package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.HubProcess;
import dev.waybill.sandbox.ErpStub;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A signed order id with a line end and an escape sequence makes no entry of its own in the log, and no colour. */
class ForgedLogIT {

    private static final String ORDER = """
        {"type":"OrderPlaced","data":{"id":"x\\n2026-01-01T00:00:00.000Z ERROR 1 --- [waybill] FORGED \\u001b[31m",\
        "orderNumber":"1","orderLineItems":[]}}\
        """;

    @Test
    void a_signed_id_stays_on_the_line_that_tells_of_it() throws Exception {
        SharedDatabase database = new SharedDatabase();
        try (ErpStub erp = ErpStub.start();
                HubProcess hub = HubProcess.start(database.settings(erp))) {
            assertThat(hub.sender().send("forged", ORDER).status()).isEqualTo(200);

            await().atMost(Duration.ofSeconds(30)).until(() -> hub.log().contains("FORGED"));
            assertThat(hub.log()).contains("x\\n2026-01-01T00:00:00.000Z").doesNotContain("\u001b[31m");
            assertThat(hub.log().lines()).noneMatch(line -> line.startsWith("2026-01-01T00:00:00.000Z ERROR"));
        }
    }
}
