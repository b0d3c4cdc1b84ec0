package dev.waybill.authorpages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.kit.TestAccess;
import dev.waybill.pages.ConsoleHub;
import dev.waybill.pages.Visitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Publishing from the edit page, a trial, and the way back, one after the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RevisionPagesTest {

    private static final String EDIT = "/console/routes/edit";
    private static final String REVISIONS = "/console/revisions";
    private static final Bundle SHIPPED = ReadBundle.from(Path.of("routes"));

    private static ConsoleHub hub;
    private static int live;

    @BeforeAll
    static void start() throws IOException {
        hub = ConsoleHub.start("--waybill.plan.enabled=true", "--waybill.publish.enabled=true");
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    @Order(1)
    void an_edited_bundle_is_published_with_a_reason_and_only_then() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        assertThat(published(ada, SHIPPED, edited("# one\n"), Map.of()))
                .contains("A command needs a reason", "value=\"%s\"".formatted(field(edited("# one\n"))));
        String first = published(ada, SHIPPED, edited("# one\n"), Map.of("reason", "begin", "unplanned", "true"));
        assertThat(first).contains(" is live.", "Tests passed: ").doesNotContain("data-edited", "have changed since");
        live = number();
        assertThat(published(ada, SHIPPED, edited("# two\n"), Map.of("reason", "late", "unplanned", "true")))
                .as("somebody else published in the meantime")
                .containsAnyOf("have changed since you began", "you began with");
        assertThat(published(ada, edited("# one\n"), edited("# two\n"), Map.of("reason", "no plan")))
                .contains("No plan compares this very bundle");
        assertThat(number()).isEqualTo(live);
    }

    @Test
    @Order(2)
    void mistakes_and_failing_tests_are_told_and_nothing_is_published() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        Map<String, String> all = Map.of("reason", "why", "unplanned", "true");
        assertThat(published(ada, edited("# one\n"), edited("] "), all))
                .contains("Nothing was published: the check found mistakes.", "✖ mistake");
        assertThat(published(ada, edited("# one\n"), changed("erp-order.jq", "{orderId:", "{orderNo:"), all))
                .contains("Nothing was published: tests fail.", "FAILED a placed order");
        assertThat(number()).isEqualTo(live);
    }

    @Test
    @Order(3)
    void a_revision_is_tried_and_taken_back_or_goes_on() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        Map<String, String> trial = Map.of("reason", "<b>try</b>", "unplanned", "true", "first", "20");
        assertThat(published(ada, edited("# one\n"), edited("# two\n"), trial)).contains("takes the next 20 events");
        String page = ada.get(REVISIONS).body();
        assertThat(page)
                .contains("is tried with the first 20 events of each type", "Go on: make", "Back: stay with " + live)
                .contains("&lt;b&gt;try&lt;/b&gt;", ">tried<")
                .doesNotContain("<b>try", " style=");
        ada.post(REVISIONS + "/canary", Map.of("verb", "back", "reason", "it went wrong"));
        assertThat(ada.get(REVISIONS).body()).contains("is tried no more").doesNotContain(">tried<");
        published(ada, edited("# one\n"), edited("# two\n"), trial);
        ada.post(REVISIONS + "/canary", Map.of("verb", "on", "reason", "it is right"));
        assertThat(number()).isNotEqualTo(live);
        assertThat(ada.get(REVISIONS).body()).contains(" is live.");
        assertThat(ada.post(REVISIONS + "/canary", Map.of("verb", "on", "reason", "again"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(ada.get(REVISIONS).body()).contains("No revision is being tried.");
    }

    @Test
    @Order(4)
    void an_older_revision_is_made_live_again_after_its_changes_are_seen() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        Visitor bob = Visitor.signedIn(hub, TestAccess.VIEWER);
        int newest = number();
        assertThat(ada.get(REVISIONS + "/" + newest).body())
                .contains("Changes from revision " + live, "erp-catalog.jq")
                .contains("<span class=\"gone\">-# one</span>", "<span class=\"added\">+# two</span>");
        assertThat(ada.get(REVISIONS + "/%d?with=%d".formatted(live, newest)).body())
                .contains("<span class=\"gone\">-# two</span>", "Make revision %d live".formatted(live));
        assertThat(bob.get(REVISIONS + "/" + newest).body())
                .contains("Hidden from viewers: tests hold whole events.")
                .doesNotContain("# two", "name=\"reason\"");
        assertThat(bob.get(REVISIONS).body()).contains("Revision " + newest).doesNotContain("name=\"reason\"");
        assertThat(bob.post(REVISIONS + "/live", Map.of("number", "" + live, "reason", "no"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(ada.post(REVISIONS + "/live", Map.of("number", "" + live, "reason", " "))
                        .statusCode())
                .isEqualTo(400);
        ada.post(REVISIONS + "/live", Map.of("number", "" + live, "reason", "orders were refused"));
        assertThat(number()).isEqualTo(live);
        assertThat(ada.get(REVISIONS).body()).contains("Revision %d is live again.".formatted(live));
        for (String absent : List.of("/9999", "/%d?with=9999".formatted(live))) {
            assertThat(ada.get(REVISIONS + absent).statusCode()).as(absent).isEqualTo(404);
        }
    }

    @Test
    @Order(5)
    void a_hub_that_could_not_follow_says_what_it_runs_and_why() throws Exception {
        hub.sql.sql("""
            INSERT INTO hub_revision (node, hub, number, change, problem)
            SELECT id, 'hub b', NULL, 1, 'the bean <crm> is missing' FROM node LIMIT 1
            ON CONFLICT (node) DO UPDATE SET hub = excluded.hub, number = NULL, problem = excluded.problem\
            """).update();
        assertThat(Visitor.signedIn(hub, TestAccess.VIEWER).get(REVISIONS).body())
                .contains("hub b", "It runs routes of no revision, live is %d, because:".formatted(live))
                .contains("the bean &lt;crm&gt; is missing");
    }

    private static String published(Visitor ada, Bundle base, Bundle bundle, Map<String, String> more)
            throws IOException, InterruptedException {
        ada.get(EDIT);
        Map<String, String> form = new LinkedHashMap<>(more);
        form.put("bundle", field(bundle));
        form.put("base", base.checksum());
        form.put("file", "");
        form.put("action", "publish");
        return ada.post(EDIT, form).body();
    }

    private static int number() {
        return hub.sql
                .sql("SELECT number FROM live_revision")
                .query(Integer.class)
                .single();
    }

    private static Bundle edited(String before) {
        Map<String, byte[]> files = new TreeMap<>(SHIPPED.files());
        files.put("erp-catalog.jq", (before + new String(files.get("erp-catalog.jq"), UTF_8)).getBytes(UTF_8));
        return new Bundle(Path.of("routes"), files);
    }

    private static Bundle changed(String path, String from, String to) {
        Map<String, byte[]> files = new TreeMap<>(SHIPPED.files());
        files.put(path, new String(files.get(path), UTF_8).replace(from, to).getBytes(UTF_8));
        return new Bundle(Path.of("routes"), files);
    }

    private static String field(Bundle bundle) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ZippedBundle.of(bundle));
    }
}
