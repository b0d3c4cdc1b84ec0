package dev.waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestAccess;
import dev.waybill.sandbox.ErpMode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages over plain HTTP: who may do what, and what strangers' words become. */
class PagesTest {

    private static final List<String> PAGES = List.of(
            "/console",
            "/console/destinations",
            "/console/destinations/erp",
            "/console/routes",
            "/console/routes/erp",
            "/console/quarantine",
            "/console/audit");

    private static ConsoleHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = ConsoleHub.start();
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void a_deep_link_leads_to_the_login_and_from_there_to_where_it_points() throws Exception {
        Visitor visitor = new Visitor(hub);
        HttpResponse<String> asked = visitor.get("/console/quarantine?ring=VERIFIED&source=covver");
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(asked.headers().firstValue("Location").orElseThrow()).endsWith("/console/login");
        String before = visitor.session();
        visitor.get("/console/login");

        HttpResponse<String> in =
                visitor.post("/console/login", Map.of("name", TestAccess.VIEWER, "password", TestAccess.PASSWORD));

        assertThat(in.headers().firstValue("Location")).contains("/console/quarantine?ring=VERIFIED&source=covver");
        assertThat(visitor.session()).isNotEqualTo(before);
        assertThat(Visitor.setCookies(in))
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly"));
        assertThat(Visitor.setCookies(in))
                .filteredOn(cookie -> cookie.startsWith("waybill=") || cookie.startsWith("waybill-known="))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("SameSite=Lax"));
        assertThat(visitor.get("/console/destinations/erp").statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_password_is_told_and_too_many_are_told_to_wait() throws Exception {
        Visitor visitor = new Visitor(hub);
        visitor.get("/console/login");
        for (int i = 0; i < 5; i++) {
            assertThat(wrong(visitor)).endsWith("/console/login?wrong");
        }
        assertThat(visitor.get("/console/login?wrong").body()).contains("The name or the password is wrong.");
        assertThat(wrong(visitor)).contains("/console/login?wait=");
        assertThat(visitor.get("/console/login?wait=240").body()).contains("Too many attempts. Wait 4 min");
        assertThat(visitor.get("/console/login?wait=%3Cscript%3E").statusCode()).isEqualTo(400);
    }

    @Test
    void a_viewer_sees_every_page_and_no_command() throws Exception {
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        for (String path : PAGES) {
            HttpResponse<String> page = viewer.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).contains("viewer").doesNotContain("name=\"reason\"");
        }
    }

    @Test
    void a_viewer_who_commands_all_the_same_is_refused_and_nothing_is_done() throws Exception {
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        long audited = hub.count("audit WHERE NOT refused");
        for (String path : List.of(
                "/console/destinations/erp/pause",
                "/console/destinations/erp/retry",
                "/console/destinations/erp/dead",
                "/console/replays",
                "/console/routes/erp",
                "/console/routes/again",
                "/console/quarantine/release")) {
            HttpResponse<String> refused = viewer.post(path, Map.of("reason", "because", "verb", "stop"));
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(refused.body()).contains("you are a viewer", "Nothing was changed");
        }
        assertThat(hub.count("audit WHERE NOT refused")).isEqualTo(audited);
        assertThat(hub.count("audit WHERE refused AND who = 'bob' AND address IS NOT NULL"))
                .isGreaterThanOrEqualTo(7);
        assertThat(hub.count("outbox_pause")).isZero();
    }

    @Test
    void a_command_after_the_session_ended_does_nothing_and_says_so() throws Exception {
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        operator.get("/console/destinations/erp");
        operator.forgetCookies();
        HttpResponse<String> refused = operator.post("/console/destinations/erp/pause", Map.of("reason", "because"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Your session ended", "Nothing was changed", "<main");
        assertThat(hub.count("outbox_pause")).isZero();
    }

    @Test
    void an_operator_pauses_and_resumes_and_the_audit_names_who_and_why() throws Exception {
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        assertThat(operator.post("/console/destinations/erp/pause", Map.of("reason", "<b>moved</b>"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(operator.get("/console/destinations/erp").body())
                .contains("No node hands over to erp", "&lt;b&gt;moved&lt;/b&gt;")
                .doesNotContain("<b>moved");
        assertThat(operator.get("/console").body()).contains("erp is paused by ada");
        operator.post("/console/destinations/erp/resume", Map.of("reason", "done"));
        assertThat(operator.get("/console/audit").body()).contains("ada", "resume", "destination erp", "done");
        assertThat(operator.post("/console/destinations/erp/pause", Map.of("reason", " "))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_route_is_drawn_and_its_text_shown_and_it_is_stopped_and_started() throws Exception {
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        assertThat(operator.get("/console/routes/erp").body())
                .contains(
                        ">outbox:erp<",
                        ">unmarshal<",
                        ">choice<",
                        "#   mapping: resource:bundle:erp-order.jq",
                        "Posts each event");
        operator.post("/console/routes/erp", Map.of("verb", "stop", "reason", "mapping"));
        assertThat(operator.get("/console/routes/erp").body()).contains("stopped on this node", ">stopped<");
        operator.post("/console/routes/erp", Map.of("verb", "start", "reason", "mended"));
        assertThat(operator.get("/console/routes/erp").body()).contains(">started<");
        assertThat(operator.get("/console/routes/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void what_strangers_sent_is_shown_and_can_not_act() throws Exception {
        String hostile = "{\"type\":1,\"x\":\"<script>alert(1)</script>\u202Egnp.exe\"}";
        assertThat(hub.webhook("hostile", hostile)).isEqualTo(400);
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        long id =
                hub.sql.sql("SELECT max(id) FROM quarantine").query(Long.class).single();
        String page = viewer.get("/console/quarantine/" + id).body();
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "⟨U+202E⟩gnp.exe")
                .doesNotContain("<script>alert", "\u202E");
        assertThat(viewer.get("/console/quarantine?source=%27%3B%20DROP%20TABLE%20audit%3B--")
                        .statusCode())
                .isEqualTo(200);
        assertThat(viewer.get("/console/quarantine?source=%00").statusCode()).isEqualTo(400);
    }

    @Test
    void a_large_body_in_quarantine_does_not_make_a_large_page() throws Exception {
        hub.webhook("large", "{\"type\":1,\"more\":[" + "{\"name\":\"a word or two\"},".repeat(3_000) + "0]}");
        long id =
                hub.sql.sql("SELECT max(id) FROM quarantine").query(Long.class).single();
        assertThat(Visitor.signedIn(hub, TestAccess.OPERATOR)
                        .get("/console/quarantine/" + id)
                        .body())
                .contains("Only the beginning is shown.", "a word or two")
                .hasSizeLessThan(100 << 10);
        assertThat(Visitor.signedIn(hub, TestAccess.OPERATOR)
                        .post(
                                "/console/quarantine/discard",
                                Map.of("ring", "VERIFIED", "source", " ", "upTo", "1", "reason", "odd"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void dead_letters_are_grouped_by_error_and_skipped_together() throws Exception {
        hub.erp.mode(ErpMode.REFUSE);
        hub.order("a", 2);
        hub.order("b", 1);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> dead() == 2);
        hub.erp.mode(ErpMode.OK);
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        String page = operator.get("/console/destinations/erp").body();
        assertThat(page).contains("HTTP 400", "Blocked groups", "Replay delivery");
        Matcher link = Pattern.compile("/console/destinations/erp/dead\\?signature=([^\"]+)")
                .matcher(page);
        assertThat(link.find()).isTrue();
        String signature = URLDecoder.decode(link.group(1), UTF_8);
        assertThat(operator.get(link.group()).body()).contains("<strong>2</strong>");
        String job = location(operator.post(
                "/console/destinations/erp/dead",
                Map.of("signature", signature, "verb", "skip", "reason", "test data")));
        assertThat(job).startsWith("/console/replays/");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(operator.get(job).body())
                        .contains("Skip ", "Skipped", ", failed with", ">DONE<", "2 of 2", "<progress"));
        assertThat(dead()).isZero();
        assertThat(hub.count("audit WHERE verb = 'skip' AND who = 'ada' AND reason LIKE 'job %test data'"))
                .isEqualTo(2);
    }

    @Test
    void whoever_comes_second_lands_on_the_job_that_runs_and_leaves_none_behind() throws Exception {
        hub.erp.mode(ErpMode.REFUSE);
        for (int i = 0; i < 8; i++) {
            hub.order("second-" + i, 1);
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> dead() == 8);
        hub.erp.mode(ErpMode.OK);
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        assertThat(operator.post("/console/replays", Map.of("destination", "erp", "reason", "mended"))
                        .statusCode())
                .isEqualTo(400);
        String slow = location(operator.post(
                "/console/replays",
                Map.of("destination", "erp", "states", "DEAD", "perSecond", "1", "revision", "1", "reason", "mended")));
        assertThat(operator.get(slow).body()).contains("Oldest deliveries", "HTTP 400");
        assertThat(operator.get(slow).body()).as("and once more").contains("Oldest deliveries");
        String link = operator.get("/console/destinations/erp").body();
        Matcher signature = Pattern.compile("dead\\?signature=([^\"]+)").matcher(link);
        assertThat(signature.find()).isTrue();
        operator.get(location(operator.post(slow + "/start", Map.of("reason", "go"))));
        String second = location(operator.post(
                "/console/destinations/erp/dead",
                Map.of("signature", URLDecoder.decode(signature.group(1), UTF_8), "verb", "replay", "reason", "too")));
        assertThat(second).isEqualTo(slow);
        assertThat(operator.get(second).body()).contains("Another job for the same destination is running");
        assertThat(hub.count("replay_job WHERE state = 'PREVIEWED'")).isZero();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> dead() == 0);
    }

    @Test
    void a_bulk_replay_can_be_of_what_one_revision_sent() throws Exception {
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        assertThat(operator.get("/console/destinations/erp").body())
                .contains("<label for=\"revision\">Revision</label>");
        String narrow = bulk(operator, "42");
        assertThat(operator.get(narrow).body())
                .contains(", sent through <a href=\"/console/revisions/42\">revision 42</a>");
        operator.post(narrow + "/cancel", Map.of("reason", "not now"));
        String any = bulk(operator, "");
        assertThat(operator.get(any).body()).contains("DELIVERED of").doesNotContain("sent through");
        operator.post(any + "/cancel", Map.of("reason", "not now"));
    }

    private static String bulk(Visitor operator, String revision) throws Exception {
        return location(operator.post(
                "/console/replays",
                Map.of(
                        "destination",
                        "erp",
                        "states",
                        "DELIVERED",
                        "revision",
                        revision,
                        "reason",
                        "a wrong mapping")));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void pages_say_nothing_to_other_origins_and_run_nothing_inline() throws Exception {
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        for (String path : PAGES) {
            HttpResponse<String> page = viewer.get(path);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.body())
                    .as(path)
                    .doesNotContain(" style=", "<style", " onclick", "hx-on", "//cdn")
                    .doesNotContainPattern("<script(?! src)");
        }
    }

    @Test
    void a_part_that_is_refreshed_without_a_session_reloads_its_page() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(hub.at("/console")))
                                .header("HX-Request", "true")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Refresh")).contains("true");
    }

    @Test
    void the_docs_list_the_whole_api() throws Exception {
        String docs = Files.readString(Path.of("docs/api.md"));
        assertThat(hub.api())
                .hasSizeGreaterThan(30)
                .allSatisfy(pattern -> assertThat(docs).containsPattern(Pattern.quote("`" + pattern) + "[`?]"));
    }

    @Test
    void a_source_that_fell_silent_is_told_and_one_that_was_given_up_is_not() throws Exception {
        String old = "INSERT INTO console_minute (minute, figure, source, count)"
                + " VALUES (date_trunc('minute', now() - interval '20 minutes', 'UTC'), 'ACCEPTED', '%s', 1)";
        hub.sql.sql("DELETE FROM console_minute").update();
        hub.sql.sql(old.formatted("covver")).update();
        hub.sql.sql(old.formatted("given-up")).update();
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            // what an earlier test sent may be counted only now
            hub.sql
                    .sql("DELETE FROM console_minute WHERE minute > now() - interval '10 minutes'")
                    .update();
            assertThat(viewer.get("/console").body())
                    .contains("covver has sent nothing for a while", "silent for")
                    .doesNotContain("given-up");
        });
        assertThat(hub.order("loud", 1)).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(viewer.get("/console").body()).doesNotContain("has sent nothing"));
    }

    @Test
    void a_destination_of_which_only_the_circuit_is_left_is_listed() throws Exception {
        hub.sql
                .sql("INSERT INTO outbox_circuit (destination, state, token, probe_at, failures, error) VALUES"
                        + " ('left', 'OPEN', 1, now(), 10, 'refused')")
                .update();
        try {
            Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(viewer.get("/console/destinations").body())
                                    .contains("/console/destinations/left", "unreachable"));
            assertThat(viewer.get("/console/destinations/left").statusCode()).isEqualTo(200);
        } finally {
            hub.sql.sql("DELETE FROM outbox_circuit WHERE destination = 'left'").update();
        }
    }

    @Test
    void a_form_for_a_page_that_is_not_there_gets_a_page() throws Exception {
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        HttpResponse<String> answer = operator.post("/console/nowhere", Map.of("reason", "because"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no such page", "<main");
    }

    private static long dead() {
        return hub.count("outbox_delivery WHERE destination = 'erp' AND state = 'DEAD'");
    }

    private static String wrong(Visitor visitor) throws IOException, InterruptedException {
        return visitor.post("/console/login", Map.of("name", "mallory", "password", "guess"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }
}
