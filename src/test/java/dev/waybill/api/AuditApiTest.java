package dev.waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.console.RawHttp;
import dev.waybill.console.TestHub;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The audit tells who, whence and what: of commands, refusals and reading. */
class AuditApiTest {

    private static final String SECRET = "audit-secret";

    private static TestHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = TestHub.on(TestPostgres.fresh(), SECRET);
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void commands_refusals_and_reading_are_written_with_the_address_and_sealed() throws Exception {
        await().atMost(Duration.ofSeconds(30)) // until the hub has told of its destinations
                .until(() -> hub.command("/api/destinations/erp/pause", "").status() == 200);
        assertThat(hub.webhook(TestHub.order("o-1"), "audit-1", SECRET)).isEqualTo(200);
        long event = hub.sql
                .sql("SELECT id FROM inbox_event WHERE idempotency_key = 'audit-1'")
                .query(Long.class)
                .single();
        hub.read("/api/events/" + event);
        hub.read("/api/events/" + event);
        assertThat(hub.asViewer("/api/events/" + event + "/body").statusCode()).isEqualTo(200);
        RawHttp.send(
                hub.management("").getPort(),
                "POST /api/destinations/erp/resume HTTP/1.1",
                List.of(
                        "Host: localhost",
                        "Content-Type: application/json",
                        "Authorization: " + TestAccess.VIEWERS_BEARER),
                "{\"reason\":\"not mine\"}");
        for (int i = 0; i < 30; i++) {
            RawHttp.send(
                    hub.management("").getPort(),
                    "GET /api/events HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer guess");
        }

        List<JsonNode> rows = rows();
        assertThat(rows).anySatisfy(row -> {
            assertThat(row.path("verb").asText()).isEqualTo("pause");
            assertThat(row.path("who").asText()).isEqualTo(TestAccess.WHO);
            assertThat(row.path("address").asText()).isEqualTo("127.0.0.1");
            assertThat(row.path("refused").asBoolean()).isFalse();
        });
        assertThat(rows)
                .filteredOn(row -> row.path("verb").asText().equals("read"))
                .extracting(row -> row.path("who").asText())
                .containsExactlyInAnyOrder(TestAccess.WHO, "dashboard");
        assertThat(rows).anySatisfy(row -> {
            assertThat(row.path("who").asText()).isEqualTo("dashboard");
            assertThat(row.path("name").asText()).isEqualTo("POST /api/destinations/erp/resume");
            assertThat(row.path("refused").asBoolean()).isTrue();
        });
        assertThat(rows)
                .filteredOn(row -> row.path("who").asText().equals("(nobody)"))
                .hasSizeBetween(1, 20);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.get("/api/audit/verify").path("unsealed").asLong() == 0);
        JsonNode verdict = hub.get("/api/audit/verify");
        assertThat(verdict.path("sound").asBoolean()).isTrue();
        JsonNode head = verdict.path("head");
        String link = "/api/audit/verify?seal=" + head.path("seal").asLong() + "&hash="
                + head.path("hash").asText();
        assertThat(hub.get(link).path("sound").asBoolean()).isTrue();
        hub.sql
                .sql("UPDATE audit SET who = 'somebody else' WHERE verb = 'pause'")
                .update();
        assertThat(hub.get("/api/audit/verify").path("broken").asLong()).isPositive();
    }

    private static List<JsonNode> rows() throws IOException, InterruptedException {
        return new String(hub.read("/api/audit?format=jsonl").body(), UTF_8)
                .lines()
                .map(AuditApiTest::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
