package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.console.TestHub;
import dev.waybill.console.TestHub.Answer;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** An operator finds webhooks in quarantine, and lets them out after a secret was mended: through both doors. */
class QuarantineApiTest {

    private static final String SECRET = "the right one";
    private static final String FORGOTTEN = "one that this hub does not know";

    private static final String STAYS = "It is still refused and stays in quarantine: wrong signature.";

    private static PGSimpleDataSource database;
    private static TestHub hub;

    @BeforeAll
    static void start() throws Exception {
        database = TestPostgres.empty();
        hub = TestHub.on(database, SECRET);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void empty() {
        hub.sql.sql("TRUNCATE quarantine, audit").update();
    }

    @Test
    void what_a_wrong_secret_refused_is_accepted_and_routed_once_after_the_secret_was_mended() throws Exception {
        PGSimpleDataSource shared = TestPostgres.empty();
        long id;
        try (TestHub before = TestHub.on(shared, FORGOTTEN)) {
            assertThat(before.webhook(TestHub.order("o-1"), "k-1", SECRET)).isEqualTo(401);
            id = onlyOne(before, "UNVERIFIED");
            Answer refused = before.command("/api/quarantine/" + id + "/release", "");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail()).contains("wrong signature");
            assertThat(before.count("quarantine")).isEqualTo(1);
        }
        try (TestHub mended = TestHub.on(shared, SECRET)) {
            Answer released = mended.command("/api/quarantine/" + id + "/release", "");
            assertThat(released.status()).as(released.json().toString()).isEqualTo(200);
            assertThat(mended.count("quarantine")).isZero();
            await().until(() -> mended.count("outbox_delivery") == 1);
            JsonNode event =
                    mended.get("/api/events/" + released.json().get("id").asLong());
            assertThat(event.at("/event/idempotencyKey").asText()).isEqualTo("k-1");
            assertThat(event.at("/event/state").asText()).isEqualTo("ROUTED");
            assertThat(event.at("/event/secret").asText()).isEqualTo("current");
            assertThat(mended.webhook(TestHub.order("o-1"), "k-1", SECRET)).isEqualTo(200);
            assertThat(mended.count("inbox_event")).isEqualTo(1);
            assertThat(mended.command("/api/quarantine/" + id + "/release", "").status())
                    .isEqualTo(404);
            String kept = "quarantine %d %s: mended".formatted(id, TestAccess.WHO);
            assertThat(mended.sql
                            .sql("SELECT concat_ws(' ', verb, CASE WHEN refused THEN 'refused:' END, subject,"
                                    + " subject_id, subject_name, who || ': ' || reason) FROM audit WHERE who <> 'the"
                                    + " hub' ORDER BY id")
                            .query(String.class)
                            .list())
                    .as("its effect on what is kept, that it was refused, its success, and the reading of the event")
                    .containsExactly(
                            "release-refused " + kept,
                            "release refused: request POST /api/quarantine/%d/release %s: %s"
                                    .formatted(id, TestAccess.WHO, STAYS),
                            "release " + kept,
                            "read event %1$d %2$s: /api/events/%1$d"
                                    .formatted(released.json().get("id").asLong(), TestAccess.WHO));
        }
    }

    @Test
    void a_key_conflict_is_still_one_and_stays_once() throws Exception {
        hub.webhook(TestHub.order("o-2"), "k-2", SECRET);
        assertThat(hub.webhook(TestHub.order("another"), "k-2", SECRET)).isEqualTo(409);
        long id = onlyOne(hub, "VERIFIED");
        Answer answer = hub.command("/api/quarantine/" + id + "/release", "");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).contains("key conflict");
        assertThat(onlyOne(hub, "VERIFIED")).isEqualTo(id);
        JsonNode entry = hub.get("/api/quarantine/" + id).get("entry");
        assertThat(entry.get("event").asLong()).isPositive();
        assertThat(entry.get("idempotencyKey").asText()).isEqualTo("k-2");
    }

    @Test
    void a_signed_body_that_is_no_event_stays_once() throws Exception {
        assertThat(hub.webhook("{\"no\":\"type\"}", "k-3", SECRET)).isEqualTo(400);
        long id = onlyOne(hub, "VERIFIED");
        Answer answer = hub.command("/api/quarantine/" + id + "/release", "");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).contains("still refused", "type");
        assertThat(onlyOne(hub, "VERIFIED")).isEqualTo(id);
    }

    @Test
    void what_was_accepted_meanwhile_is_a_duplicate_and_leaves() throws Exception {
        long id = keep("o-4", "k-4", SECRET);
        hub.webhook(TestHub.order("o-4"), "k-4", SECRET);
        Answer answer = hub.command("/api/quarantine/" + id + "/release", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).contains("accepted before");
        assertThat(hub.count("quarantine")).isZero();
        assertThat(hub.count("inbox_event WHERE idempotency_key = 'k-4'")).isEqualTo(1);
    }

    @Test
    void what_a_source_has_there_is_given_up_as_far_as_it_was_looked_at() throws Exception {
        long first = keep("o-9", "k-9", SECRET);
        long second = keep("o-10", "k-10", SECRET);
        long unseen = keep("o-11", "k-11", SECRET);
        assertThat(discardAll("\"ring\":\"VERIFIED\",\"source\":\"covver\",\"upTo\":" + second)
                        .status())
                .isEqualTo(409);
        assertThat(discardAll("\"ring\":\"UNVERIFIED\",\"source\":\"covver\"").status())
                .isEqualTo(400);
        Answer done = discardAll("\"ring\":\"UNVERIFIED\",\"source\":\"covver\",\"upTo\":" + second);
        assertThat(done.status()).as(done.json().toString()).isEqualTo(200);
        assertThat(done.message()).contains("2 are deleted");
        assertThat(onlyOne(hub, "UNVERIFIED")).isEqualTo(unseen).isGreaterThan(first);
        assertThat(hub.count("audit WHERE verb = 'discard' AND subject LIKE 'quarantine UNVERIFIED, source covver%' AND"
                        + " subject_id = "
                        + second))
                .isEqualTo(1);
        hub.command("/api/quarantine/" + unseen + "/discard", "");
    }

    private static Answer discardAll(String filter) throws Exception {
        return hub.command("/api/quarantine/discard", "," + filter);
    }

    @Test
    void two_releases_at_once_make_one_event() throws Exception {
        long id = keep("o-5", "k-5", SECRET);
        Callable<Answer> release = () -> hub.command("/api/quarantine/" + id + "/release", "");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> both = threads.invokeAll(List.of(release, release));
            assertThat(List.of(
                            both.getFirst().get().status(), both.getLast().get().status()))
                    .containsExactlyInAnyOrder(200, 404);
        }
        assertThat(hub.count("inbox_event WHERE idempotency_key = 'k-5'")).isEqualTo(1);
        assertThat(hub.count("quarantine")).isZero();
    }

    @Test
    void a_release_is_no_answer_of_the_public_door() throws Exception {
        double before = accepted();
        long id = keep("o-6", "k-6", SECRET);
        hub.command("/api/quarantine/" + id + "/release", "");
        assertThat(hub.count("quarantine")).isZero();
        assertThat(accepted()).isEqualTo(before);
    }

    @Test
    void while_the_intake_route_is_stopped_everything_stays() throws Exception {
        long id = keep("o-7", "k-7", SECRET);
        CamelContext camel = hub.context.getBean(CamelContext.class);
        camel.getRouteController().stopRoute("covver-intake");
        try {
            Answer one = hub.command("/api/quarantine/" + id + "/release", "");
            assertThat(one.status()).isEqualTo(503);
            assertThat(one.detail()).contains("intake route does not run");
            assertThat(releaseAll("UNVERIFIED", "").status()).isEqualTo(503);
        } finally {
            camel.getRouteController().startRoute("covver-intake");
        }
        assertThat(onlyOne(hub, "UNVERIFIED")).isEqualTo(id);
        assertThat(hub.command("/api/quarantine/" + id + "/release", "").status())
                .isEqualTo(200);
    }

    @Test
    void while_events_can_not_be_stored_everything_stays() throws Exception {
        long id = keep("o-8", "k-8", SECRET);
        hub.sql.sql("ALTER TABLE inbox_event RENAME TO gone").update();
        try {
            Answer answer = hub.command("/api/quarantine/" + id + "/release", "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.detail()).contains("release it again later");
        } finally {
            hub.sql.sql("ALTER TABLE gone RENAME TO inbox_event").update();
        }
        assertThat(onlyOne(hub, "UNVERIFIED")).isEqualTo(id);
    }

    @Test
    void a_body_is_shown_and_a_signature_is_not() throws Exception {
        assertThat(hub.webhook(TestHub.order("o-9"), "k-9", FORGOTTEN)).isEqualTo(401);
        long id = onlyOne(hub, "UNVERIFIED");
        JsonNode content = hub.get("/api/quarantine/" + id);
        assertThat(content.get("text").asText()).isEqualTo(TestHub.order("o-9"));
        assertThat(new String(Base64.getDecoder().decode(content.get("base64").asText()), StandardCharsets.UTF_8))
                .isEqualTo(TestHub.order("o-9"));
        assertThat(content.get("cut").asBoolean()).isFalse();
        assertThat(content.get("headers").toString())
                .contains("[\"covverSignature\",\"(hidden)\"]", "[\"covverIdempotencyKey\",\"k-9\"]")
                .doesNotContain("of-somebody");
        assertThat(content.toString()).doesNotContain(TestHub.sign(TestHub.order("o-9"), FORGOTTEN));
    }

    @Test
    void a_long_body_is_cut_and_a_page_shows_none() throws Exception {
        assertThat(hub.webhook("x".repeat(100_000), "k-10", SECRET)).isEqualTo(400);
        JsonNode entry = hub.get("/api/quarantine?ring=VERIFIED&source=covver").get(0);
        assertThat(entry.get("bytes").asInt()).isEqualTo(100_000);
        assertThat(entry.has("body") || entry.has("text")).isFalse();
        JsonNode content = hub.get("/api/quarantine/" + entry.get("id").asLong());
        assertThat(content.get("cut").asBoolean()).isTrue();
        assertThat(content.get("text").asText()).hasSize(64 << 10);
    }

    @Test
    void pages_follow_each_other_by_id() throws Exception {
        for (int i = 0; i < 101; i++) {
            insert("UNVERIFIED", TestHub.order("o"), "k", FORGOTTEN);
        }
        JsonNode first = hub.get("/api/quarantine");
        assertThat(first).hasSize(100);
        long last = first.get(99).get("id").asLong();
        assertThat(hub.get("/api/quarantine?after=" + last)).hasSize(1);
        assertThat(hub.get("/api/quarantine?ring=VERIFIED")).isEmpty();
        assertThat(hub.get("/api/quarantine?source=another")).isEmpty();
        assertThat(hub.get("/api/quarantine?ring=THIRD").path("detail").asText())
                .contains("ring must be VERIFIED or UNVERIFIED");
        assertThat(hub.get("/api/quarantine/999999").path("status").asInt()).isEqualTo(404);
    }

    @Test
    void what_is_discarded_is_gone_and_audited() throws Exception {
        long id = keep("o-11", "k-11", SECRET);
        assertThat(hub.post("/api/quarantine/" + id + "/discard", "{}").status())
                .isEqualTo(400);
        assertThat(hub.command("/api/quarantine/" + id + "/discard", "").status())
                .isEqualTo(200);
        assertThat(hub.command("/api/quarantine/" + id + "/discard", "").status())
                .isEqualTo(404);
        assertThat(hub.count("quarantine")).isZero();
        assertThat(hub.count("audit WHERE verb = 'discard' AND subject = 'quarantine' AND subject_id = " + id))
                .isEqualTo(1);
    }

    @Test
    void many_are_released_oldest_first_and_counted_by_what_became_of_them() throws Exception {
        insert("UNVERIFIED", TestHub.order("o-12"), "k-12a", SECRET);
        insert("UNVERIFIED", TestHub.order("o-12"), "k-12b", SECRET);
        insert("UNVERIFIED", TestHub.order("o-12"), "k-12b", SECRET);
        insert("UNVERIFIED", TestHub.order("other"), "k-12b", SECRET);
        insert("UNVERIFIED", "{\"no\":\"type\"}", "k-12c", SECRET);
        long last = insert("UNVERIFIED", TestHub.order("o-12"), "k-12d", FORGOTTEN);
        Answer answer = releaseAll("UNVERIFIED", ",\"reasonContains\":\"SIGNATURE\"");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.get("accepted").asInt()).isEqualTo(2);
        assertThat(json.get("duplicate").asInt()).isEqualTo(1);
        assertThat(json.get("refused").get("key conflict").asInt()).isEqualTo(1);
        assertThat(json.get("refused").get("wrong signature").asInt()).isEqualTo(1);
        assertThat(json.get("refused")).hasSize(3);
        assertThat(json.get("last").asLong()).isEqualTo(last);
        assertThat(json.get("more").asBoolean()).isFalse();
        assertThat(hub.count("quarantine WHERE ring = 'VERIFIED'"))
                .as("signed after all: out of the strangers' reach")
                .isEqualTo(2);
        assertThat(onlyOne(hub, "UNVERIFIED")).isEqualTo(last);
        assertThat(hub.count("audit WHERE NOT refused AND verb <> 'read'")).isEqualTo(1);
        assertThat(hub.sql
                        .sql("SELECT idempotency_key FROM inbox_event WHERE idempotency_key LIKE 'k-12%' ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("k-12a", "k-12b");
        assertThat(releaseAll("UNVERIFIED", ",\"after\":" + last).json().get("refused"))
                .isEmpty();
    }

    @Test
    void a_release_of_many_says_what_it_lacks() throws Exception {
        assertThat(hub.command("/api/quarantine/release", ",\"ring\":\"VERIFIED\"")
                        .detail())
                .contains("ring", "source");
        assertThat(releaseAll("THIRD", "").status()).isEqualTo(400);
        assertThat(releaseAll("VERIFIED", ",\"reasonContains\":\" \"").status()).isEqualTo(400);
        assertThat(hub.count("audit WHERE NOT refused AND verb <> 'read'")).isZero();
    }

    private static Answer releaseAll(String ring, String more) throws Exception {
        return hub.command("/api/quarantine/release", ",\"ring\":\"%s\",\"source\":\"covver\"%s".formatted(ring, more));
    }

    private static double accepted() {
        return hub.context
                .getBean(MeterRegistry.class)
                .counter("waybill.webhooks", "source", "covver", "outcome", "accepted")
                .count();
    }

    /** As if an order had come while this hub did not know the secret that it was signed with. @return its id */
    private static long keep(String order, String key, String secret) {
        return insert("UNVERIFIED", TestHub.order(order), key, secret);
    }

    private static long insert(String ring, String body, String key, String secret) {
        return hub.sql
                .sql("""
                    INSERT INTO quarantine (ring, source, reason, headers, body)
                    VALUES (:ring, 'covver', 'wrong signature', convert_to(:headers, 'UTF8'), convert_to(:body, 'UTF8'))
                    RETURNING id\
                    """)
                .param("ring", ring)
                .param(
                        "headers",
                        "[[\"covverSignature\",\"%s\"],[\"covverIdempotencyKey\",\"%s\"]]"
                                .formatted(TestHub.sign(body, secret), key))
                .param("body", body)
                .query(Long.class)
                .single();
    }

    /** The id of the only row of the ring, once it is there. */
    private static long onlyOne(TestHub hub, String ring) {
        await().atMost(Duration.ofSeconds(10)).until(() -> hub.count("quarantine WHERE ring = '" + ring + "'") == 1);
        return hub.sql
                .sql("SELECT id FROM quarantine WHERE ring = ?")
                .param(ring)
                .query(Long.class)
                .single();
    }
}
