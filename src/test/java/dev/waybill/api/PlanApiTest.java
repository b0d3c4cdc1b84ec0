package dev.waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.console.TestHub;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plans of a whole hub that has stored a few events. */
class PlanApiTest {

    private static final String SECRET = "s3cr3t";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String TO_HTTP = """
                - removeHeaders:
                    pattern: "*"
                - to:
                    uri: http
                    parameters:
                      httpUri: http://127.0.0.1:1/orders
                      httpMethod: POST
        """;

    private static TestHub hub;
    private static Bundle live;

    @BeforeAll
    static void store_events() throws Exception {
        hub = TestHub.on(TestPostgres.fresh(), SECRET, "--waybill.plan.enabled=true");
        live = RoutesFolder.of(hub.context.getEnvironment()).bundle();
        for (int i = 1; i <= 4; i++) {
            assertThat(hub.webhook(TestHub.order("o-" + i), "k-" + i, SECRET)).isEqualTo(200);
        }
        assertThat(hub.webhook("{\"type\":\"ProductShown\",\"data\":{\"id\":\"p-1\"}}", "k-5", SECRET))
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void the_live_bundle_makes_no_difference() throws Exception {
        JsonNode plan = planned(live, ",\"last\":200");
        assertThat(plan.path("events").asInt()).isEqualTo(5);
        assertThat(plan.path("live").asText())
                .isEqualTo(live.checksum())
                .isEqualTo(plan.path("candidate").asText());
        assertThat(plan.at("/result/lines")).hasSize(1);
        assertThat(plan.at("/result/lines/0").toString())
                .isEqualTo("{\"type\":\"OrderPlaced\",\"destination\":\"erp\",\"same\":4,\"changed\":0,\"fresh\":0,"
                        + "\"noLonger\":0,\"refused\":0}");
        assertThat(plan.at("/result/samples")).isEmpty();
    }

    @Test
    void another_end_or_content_is_a_change_and_nothing_is_delivered() throws Exception {
        long before = hub.count("outbox_delivery");
        JsonNode plan = planned(edited("- log:\n            message: nobody is there\n", TO_HTTP.strip() + "\n"), "");
        assertThat(plan.at("/result/lines/0/changed").asInt()).isEqualTo(4);
        assertThat(plan.at("/result/samples")).hasSize(3);
        assertThat(plan.at("/result/samples/0/difference").asText())
                .contains(
                        "outcome: again: the route ended without a hand-over -> delivered",
                        "+POST http://127.0.0.1:1/orders");
        assertThat(hub.count("outbox_delivery")).isEqualTo(before);
    }

    @Test
    void a_destination_more_and_one_less_are_told() throws Exception {
        Bundle renamed = edited("outbox:erp", "outbox:crm");
        JsonNode lines = planned(renamed, ",\"last\":4,\"type\":\"OrderPlaced\",\"within\":\"PT1H\"")
                .at("/result/lines");
        assertThat(lines.findValuesAsText("destination")).containsExactly("crm", "erp");
        assertThat(lines.at("/0/refused").asInt()).as("crm makes no hand-over").isEqualTo(4);
        assertThat(lines.at("/1/noLonger").asInt()).isEqualTo(4);
    }

    @Test
    void a_mapping_that_refuses_or_fails_is_told_before_it_buries_orders() throws Exception {
        String refuses = """
            - transform:
                        expression:
                          jq:
                            expression: 'if .data.id == "o-2" then error("no second order") else . end'
                    - log:
                        message: nobody is there
            """.strip() + "\n";
        JsonNode result = planned(
                        edited("- log:\n            message: nobody is there\n", refuses), ",\"order\":\"o-2\"")
                .path("result");
        assertThat(result.at("/lines/0/destination").asText()).isEqualTo("erp");
        assertThat(result.at("/samples").toString()).contains("no second order");
    }

    @Test
    void a_bundle_with_mistakes_is_refused_with_their_places() throws Exception {
        HttpResponse<String> answer =
                post(ZippedBundle.of(edited("uri: outbox:erp", "uri: outbx:erp")), "", TestAccess.BEARER);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"path\":\"routes/rest.camel.yaml\"", "\"hint\":\"outbox\"");
    }

    @Test
    void bad_input_is_told_in_a_sentence() throws Exception {
        assertRefused(post("no zip".getBytes(UTF_8), "", TestAccess.BEARER), "no ZIP file");
        assertRefused(post(zip("../evil.camel.yaml", "x"), "", TestAccess.BEARER), "outside its folder: ../evil");
        assertRefused(post(zip("/etc/evil", "x"), "", TestAccess.BEARER), "outside its folder");
        assertRefused(post(ZippedBundle.of(live), ",\"type\":\" \"", TestAccess.BEARER), "not blank");
        assertRefused(post(ZippedBundle.of(live), ",\"order\":\"\\u0000\"", TestAccess.BEARER), "without U+0000");
        assertRefused(post(ZippedBundle.of(live), ",\"last\":0", TestAccess.BEARER), "1 to 10000");
        assertRefused(post(ZippedBundle.of(live), ",\"within\":\"P4000D\"", TestAccess.BEARER), "up to 3650 days");
    }

    @Test
    void a_viewer_sees_counts_and_no_samples_and_makes_no_plan() throws Exception {
        assertThat(post(ZippedBundle.of(live), "", TestAccess.VIEWERS_BEARER).statusCode())
                .isEqualTo(403);
        JsonNode plan = planned(edited("outbox:erp", "outbox:crm"), "");
        String seen = hub.asViewer("/api/plans/" + plan.path("id").asLong()).body();
        assertThat(seen).contains("\"noLonger\":4", "\"samples\":[]");
        assertThat(hub.get("/api/plans").at("/0/state").asText()).isEqualTo("DONE");
        assertThat(hub.get("/api/plans/999").path("detail").asText()).isEqualTo("There is no plan 999");
    }

    @Test
    void plans_are_off_unless_they_are_turned_on() throws Exception {
        try (TestHub off = TestHub.on(TestPostgres.fresh(), SECRET)) {
            HttpResponse<String> answer = post(off, ZippedBundle.of(live), "", TestAccess.BEARER);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            assertThat(answer.body())
                    .contains("Plans are off on this hub: whoever may make one can run code in it."
                            + " Set waybill.plan.enabled.");
        }
    }

    @Test
    void secrets_in_a_sample_are_hidden_and_who_sees_samples_is_recorded() throws Exception {
        String tells = """
            - setBody:
                        expression:
                          simple:
                            expression: "<{{COVVER_CLIENT_SECRET}}{{spring.datasource.username}}{{env:NO_TOKEN:none}}>"
            """;
        JsonNode plan = planned(
                edited(
                        "- log:\n            message: nobody is there\n",
                        tells.strip() + "\n        " + TO_HTTP.strip() + "\n"),
                ",\"last\":4");
        assertThat(plan.at("/result/samples/0/difference").asText()).contains("<hiddenpostgreshidden>");
        assertThat(hub.sql
                        .sql("SELECT who || ' ' || reason FROM audit WHERE verb = 'read' AND subject = 'plan'"
                                + " AND subject_id = :id")
                        .param("id", plan.path("id").asLong())
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .endsWith("/api/plans/" + plan.path("id").asLong());
    }

    private static JsonNode planned(Bundle candidate, String more) throws Exception {
        HttpResponse<String> answer = post(ZippedBundle.of(candidate), more, TestAccess.BEARER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        long id =
                JsonMapper.builder().build().readTree(answer.body()).path("id").asLong();
        await().until(() -> !hub.get("/api/plans/" + id).path("state").asText().equals("RUNNING"));
        JsonNode plan = hub.get("/api/plans/" + id);
        assertThat(plan.path("state").asText()).as(plan.toString()).isEqualTo("DONE");
        return plan;
    }

    /** @param more members of the JSON, each with a comma before it */
    private static HttpResponse<String> post(byte[] zip, String more, String bearer)
            throws IOException, InterruptedException {
        return post(hub, zip, more, bearer);
    }

    private static HttpResponse<String> post(TestHub hub, byte[] zip, String more, String bearer)
            throws IOException, InterruptedException {
        String body = "{\"zip\":\"%s\"%s}".formatted(Base64.getEncoder().encodeToString(zip), more);
        return HTTP.send(
                HttpRequest.newBuilder(hub.management("/api/plans"))
                        .header("Authorization", bearer)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> answer, String sentence) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(sentence);
    }

    private static Bundle edited(String from, String to) {
        Map<String, byte[]> files = new TreeMap<>(live.files());
        String text = new String(files.get("rest.camel.yaml"), UTF_8);
        assertThat(text).contains(from);
        files.put("rest.camel.yaml", text.replace(from, to).getBytes(UTF_8));
        return new Bundle(Path.of("routes"), files);
    }

    private static byte[] zip(String path, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(path));
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
