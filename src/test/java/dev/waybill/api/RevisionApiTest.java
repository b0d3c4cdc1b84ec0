package dev.waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.cluster.Node;
import dev.waybill.console.TestHub;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.revision.HubRevisions;
import dev.waybill.revision.Revisions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Revisions of a whole hub that may publish. */
class RevisionApiTest {

    private static final String SECRET = "s3cr3t";
    private static final String UNPLANNED = ",\"unplanned\":true,\"reason\":\"the new ERP\"";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static TestHub hub;
    private static Bundle folder;
    private static int edits;

    @BeforeAll
    static void start() throws Exception {
        hub = TestHub.on(TestPostgres.fresh(), SECRET, "--waybill.plan.enabled=true", "--waybill.publish.enabled=true");
        folder = RoutesFolder.of(hub.context.getEnvironment()).bundle();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void the_folder_is_live_and_no_canary_on() throws Exception {
        int seeded = hub.context.getBean(Revisions.class).seed(folder, "the hub", "the first folder");
        hub.command("/api/revisions/%d/live".formatted(seeded), "");
    }

    @Test
    void a_published_bundle_is_live_and_its_files_can_be_had() throws Exception {
        Bundle edited = edited();
        HttpResponse<String> answer = post(edited, UNPLANNED, TestAccess.BEARER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode done = json(answer);
        int number = done.path("number").asInt();
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/revisions/" + number);
        assertThat(done.path("message").asText()).isEqualTo("Revision %d is live. It has no tests.".formatted(number));

        HubRevisions hubs = hub.context.getBean(HubRevisions.class);
        hubs.record(hub.context.getBean(Node.class).id(), 1, null, 1, "routes/rest.camel.yaml:3: no");
        JsonNode state = hub.get("/api/revisions");
        assertThat(state.at("/live/number").asInt()).isEqualTo(number);
        assertThat(state.at("/live/change").asLong())
                .isEqualTo(done.path("change").asLong());
        assertThat(state.at("/live/changedBy").asText()).isEqualTo(TestAccess.WHO);
        assertThat(state.at("/live/canary").isNull()).isTrue();
        assertThat(state.at("/revisions/0/reason").asText()).isEqualTo("the new ERP");
        assertThat(state.at("/hubs/0/problem").asText()).isEqualTo("routes/rest.camel.yaml:3: no");

        assertThat(hub.get("/api/revisions/" + number).path("checksum").asText())
                .isEqualTo(edited.checksum());
        assertThat(ZippedBundle.read(hub.read("/api/revisions/%d/files".formatted(number))
                                .body())
                        .checksum())
                .isEqualTo(edited.checksum());
        assertThat(hub.get("/api/revisions/999").path("detail").asText()).isEqualTo("There is no revision 999");
        assertThat(hub.get("/api/revisions/999/files").path("detail").asText()).isEqualTo("There is no revision 999");
    }

    @Test
    void a_refusal_is_a_sentence_and_stands_in_the_audit() throws Exception {
        HttpResponse<String> answer = post(edited(), ",\"reason\":\"in a hurry\"", TestAccess.BEARER);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("detail").asText()).startsWith("No plan compares this very bundle with revision ");
        assertThat(hub.sql
                        .sql("SELECT reason FROM audit WHERE refused AND subject_name = 'POST /api/revisions'"
                                + " ORDER BY id DESC LIMIT 1")
                        .query(String.class)
                        .single())
                .startsWith("No plan compares");
        answer = post(edited(), UNPLANNED + ",\"basedOn\":998", TestAccess.BEARER);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("detail").asText()).contains("you began with 998");
    }

    @Test
    void a_bundle_with_mistakes_or_failing_tests_is_refused_with_their_places() throws Exception {
        HttpResponse<String> answer = post(with("b.camel.yaml", "- rout: {}"), UNPLANNED, TestAccess.BEARER);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/0/path").asText()).isEqualTo("routes/b.camel.yaml");
        answer = post(with("a.test.yaml", """
            - test: an order goes to the CRM
              source: covver
              event: {type: OrderPlaced, data: {id: o-1}}
              expect: {destinations: [crm]}
            """), UNPLANNED, TestAccess.BEARER);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("failing").asText())
                .contains("FAILED an order goes to the CRM", "expected [crm], was [erp]");
    }

    @Test
    void a_canary_is_gone_on_with_or_taken_back() throws Exception {
        assertThat(hub.command("/api/revisions/canary/on", "").detail()).isEqualTo("No revision is being tried.");
        HttpResponse<String> answer = post(edited(), UNPLANNED + ",\"first\":20", TestAccess.BEARER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        int number = json(answer).path("number").asInt();
        assertThat(hub.get("/api/revisions").at("/live/canary").toString())
                .isEqualTo("{\"number\":%d,\"first\":20}".formatted(number));
        TestHub.Answer back = hub.command("/api/revisions/canary/back", "");
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.message()).startsWith("Revision %d is tried no more.".formatted(number));

        post(edited(), UNPLANNED + ",\"first\":20", TestAccess.BEARER);
        assertThat(hub.command("/api/revisions/canary/on", "").message())
                .isEqualTo("Revision %d is live.".formatted(number + 1));
        assertThat(hub.command("/api/revisions/999/live", "").status()).isEqualTo(404);
        assertThat(hub.command("/api/revisions/%d/live".formatted(number), "").message())
                .isEqualTo("Revision %d is live again.".formatted(number));
    }

    @Test
    void bad_input_is_told_in_a_sentence() throws Exception {
        assertRefused(post(edited(), ",\"unplanned\":true", TestAccess.BEARER), "needs a \\\"reason\\\"");
        assertRefused(post(edited(), UNPLANNED + ",\"first\":0", TestAccess.BEARER), "takes 1 to 10000");
        assertRefused(post("no zip".getBytes(UTF_8), UNPLANNED, TestAccess.BEARER), "no ZIP file");
    }

    @Test
    void a_viewer_sees_numbers_and_no_files_and_gives_no_command() throws Exception {
        assertThat(hub.asViewer("/api/revisions").body()).contains("\"revisions\":[{\"number\":");
        assertThat(hub.asViewer("/api/revisions/1/files").statusCode()).isEqualTo(403);
        assertThat(post(edited(), UNPLANNED, TestAccess.VIEWERS_BEARER).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_large_bundle_is_taken_of_an_operator_alone() throws Exception {
        Bundle large = with("samples/noise.bin", noise(2_900_000));
        HttpResponse<String> answer = post(large, UNPLANNED, TestAccess.BEARER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertTooLarge(ZippedBundle.of(large), TestAccess.VIEWERS_BEARER, "256 KiB");
        assertTooLarge(ZippedBundle.of(large), "Bearer of-nobody", "256 KiB");
        assertTooLarge(ZippedBundle.of(with("samples/noise.bin", noise(3_200_000))), TestAccess.BEARER, "4096 KiB");
    }

    /** The hub may close the connection before all is sent. */
    private static void assertTooLarge(byte[] zip, String bearer, String limit) throws InterruptedException {
        try {
            HttpResponse<String> answer = post(zip, UNPLANNED, bearer);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("A body takes up to " + limit);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("timed out");
        }
    }

    private static void assertRefused(HttpResponse<String> answer, String sentence) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(sentence);
    }

    /** @param more members of the JSON, each with a comma before it */
    private static HttpResponse<String> post(Bundle bundle, String more, String bearer)
            throws IOException, InterruptedException {
        return post(ZippedBundle.of(bundle), more, bearer);
    }

    private static HttpResponse<String> post(byte[] zip, String more, String bearer)
            throws IOException, InterruptedException {
        String body = "{\"zip\":\"%s\"%s}".formatted(Base64.getEncoder().encodeToString(zip), more);
        return HTTP.send(
                HttpRequest.newBuilder(hub.management("/api/revisions"))
                        .header("Authorization", bearer)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JsonMapper.builder().build().readTree(answer.body());
    }

    /** Returns a bundle that was never published. */
    private static Bundle edited() {
        return with("samples/edit.txt", "edit %d".formatted(edits++));
    }

    private static Bundle with(String path, String text) {
        return with(path, text.getBytes(UTF_8));
    }

    private static Bundle with(String path, byte[] content) {
        Map<String, byte[]> files = new TreeMap<>(folder.files());
        files.put(path, content);
        return new Bundle(Path.of("routes"), files);
    }

    /** Returns bytes that no ZIP makes shorter. */
    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
