package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.listener.TestDoor;
import dev.waybill.sources.SourceDoubt;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the day a secret was changed, what is signed with the new one is told from junk, kept apart, and asked for again. */
class UnverifiedTest {

    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);
    private static final String NEW_SECRET = "the one that nobody told us";

    private TestDoor door;

    @BeforeEach
    void open() {
        door = TestDoor.open(
                "waybill.inbox.doubt.after=3",
                "waybill.inbox.doubt.quiet=1s",
                "waybill.sources.events.preset=cloudevents",
                "waybill.sources.events.secrets.current=EVENTS_TOKEN",
                "EVENTS_TOKEN=the token of yesterday, long enough");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void when_none_verifies_any_more_they_are_503_until_one_does() throws Exception {
        assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
        assertThat(door.send(signedAnew(ORDER, "k-0")).statusCode()).isEqualTo(401);

        HttpResponse<String> asked = await().atMost(Duration.ofSeconds(20))
                .until(() -> door.send(signedAnew(ORDER, "k-1")), answer -> answer.statusCode() == 503);

        assertThat(asked.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(asked.body()).contains("urn:waybill:problem:in-doubt").doesNotContain("secret");
        assertThat(door.counted("covver", "in_doubt")).isEqualTo(1);
        assertThat(door.bean(SourceDoubt.class).lasting()).containsOnlyKeys("covver");
        assertThat(door.send(door.post(ORDER)).statusCode()).isEqualTo(401);

        assertThat(door.send(TestDoor.ORDER).statusCode()).isEqualTo(200);
        assertThat(door.send(signedAnew(ORDER, "k-2")).statusCode()).isEqualTo(401);
        assertThat(door.bean(SourceDoubt.class).lasting()).isEmpty();
        await().until(() -> kept("idempotency_key = 'k-2'") == 1); // not in the next test
    }

    @Test
    void a_hub_that_was_started_with_a_wrong_secret_asks_its_inbox() throws Exception {
        door.sql.sql("""
            INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
            VALUES ('covver', 'long ago', 'OrderPlaced', sha256(''), 'current')
            """).update();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> door.send(signedAnew(ORDER, "k-1")).statusCode() == 503);
    }

    @Test
    void a_share_of_its_own_keeps_each_once_with_its_key() throws Exception {
        for (int i = 0; i < 3; i++) {
            door.send(signedAnew(ORDER, "again"));
        }
        door.send(signedAnew(ORDER, "other"));
        door.send(door.post(ORDER));

        await().until(() -> kept("NOT plausible") == 1 && kept("idempotency_key = 'other'") == 1);
        assertThat(kept("plausible")).isEqualTo(2);
        assertThat(kept("plausible AND idempotency_key = 'again'")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"OrderPlaced\",\"data\":{}} | k | true",
                "{\"type\":\"OrderCancelled\",\"data\":{}} | k | false",
                "{\"type\":7} | k | false",
                "[] | k | false",
                "junk | k | false",
                "{\"type\":\"OrderPlaced\",\"data\":{}} | '' | false",
            })
    void what_could_be_a_webhook_is_told_by_all_but_its_signature(String body, String key, boolean plausible)
            throws Exception {
        door.send(signedAnew(body.getBytes(UTF_8), key));

        await().until(() -> kept("true") == 1);
        assertThat(kept("plausible")).isEqualTo(plausible ? 1 : 0);
    }

    @Test
    void a_large_one_and_one_whose_signature_can_be_none_are_junk() throws Exception {
        byte[] large = "{\"type\":\"OrderPlaced\",\"data\":\"%s\"}"
                .formatted("x".repeat(PlausibleWebhook.MOST))
                .getBytes(UTF_8);
        door.send(signedAnew(large, "k-1"));
        door.send(door.post(ORDER).header("covverSignature", "AAAA").header("covverIdempotencyKey", "k-2"));

        await().until(() -> kept("NOT plausible") == 2);
        assertThat(kept("plausible")).isZero();
    }

    @Test
    void a_type_that_nobody_knows_is_stored_if_it_is_signed() throws Exception {
        assertThat(door.send("{\"type\":\"OrderCancelled\",\"data\":{}}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_batch_is_told_by_its_first_event() throws Exception {
        door.sql.sql("""
            INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
            VALUES ('events', 'long ago', 'order.created', sha256(''), 'current')
            """).update();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> door.send(batch("[%s]")).statusCode() == 503);

        await().until(() -> kept("plausible AND idempotency_key = 'e-1./shop'") == 1);
        assertThat(door.send(batch("[]")).statusCode()).isEqualTo(401);
        assertThat(door.send(batch("[7,%s]")).statusCode()).isEqualTo(401);
        await().until(() -> kept("NOT plausible") == 2);
    }

    private HttpRequest.Builder batch(String list) {
        return HttpRequest.newBuilder(door.uri("/webhooks/events"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/cloudevents-batch+json")
                .header("Authorization", "Bearer the token of today")
                .POST(BodyPublishers.ofString(
                        list.formatted("{\"id\":\"e-1\",\"source\":\"/shop\",\"type\":\"order.created\"}")));
    }

    private HttpRequest.Builder signedAnew(byte[] body, String key) {
        HttpRequest.Builder request = door.post(body).header("covverSignature", TestDoor.sign(body, NEW_SECRET));
        return key.isEmpty() ? request : request.header("covverIdempotencyKey", key);
    }

    private long kept(String which) {
        return door.sql
                .sql("SELECT count(*) FROM quarantine WHERE ring = 'UNVERIFIED' AND " + which)
                .query(Long.class)
                .single();
    }
}
