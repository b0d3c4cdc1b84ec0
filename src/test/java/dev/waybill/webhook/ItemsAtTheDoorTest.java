package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.ProviderSender;
import dev.waybill.listener.TestDoor;
import dev.waybill.quarantine.Resubmit;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request of Adyen's has several events, each signed by itself: all are stored in one commit, or none is. */
class ItemsAtTheDoorTest {

    private static final String KEY =
            ProviderSender.secret("adyen", "the thirty-two bytes of a secret".getBytes(UTF_8));
    private static final String FOREIGN =
            ProviderSender.secret("adyen", "thirty-two bytes, not the secret".getBytes(UTF_8));

    private static TestDoor door;
    private static long number = 1000;

    @BeforeAll
    static void open() {
        door = TestDoor.open(
                "waybill.sources.adyen.preset=adyen",
                "waybill.sources.adyen.secrets.current=ADYEN_KEY",
                "waybill.sources.adyen.secrets.next=ADYEN_NEXT_KEY",
                "ADYEN_KEY=" + KEY);
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void each_item_is_an_event_of_its_own_and_one_commit_has_all() throws Exception {
        long first = ++number;
        number += 2;

        HttpResponse<String> answer = send(signed(items(first, first + 1, first + 2)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[accepted]");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(stored(first)).containsExactly("psp-%d.AUTHORISATION.true AUTHORISATION psp-%1$d".formatted(first));
        assertThat(transactions(first, first + 1, first + 2)).hasSize(1);
    }

    @Test
    void an_event_is_the_item_as_it_stood_and_can_be_verified_again() throws Exception {
        long n = ++number;
        String request = signed(items(n)).replace(",\"amount\"", ",\n  \"amount\"");

        send(request);

        String body = door.sql
                .sql("SELECT convert_from(body, 'UTF8') FROM inbox_body JOIN inbox_event ON id = event_id"
                        + " WHERE idempotency_key LIKE :key AND received IS NULL")
                .param("key", "psp-%d.%%".formatted(n))
                .query(String.class)
                .single();
        assertThat(request).contains("{\"NotificationRequestItem\":" + body + "}");
        assertThat(send("{\"notificationItems\":[{\"NotificationRequestItem\":%s}]}".formatted(body))
                        .statusCode())
                .isEqualTo(200);
        assertThat(stored(n)).hasSize(1);
    }

    @Test
    void a_forged_third_item_refuses_the_whole_request() throws Exception {
        long n = ++number;
        String two = signed(items(n, n + 1));
        String forged = ProviderSender.signed("adyen", FOREIGN, items(n + 2), 0, Instant.now(), "")
                .body();
        String third = forged.substring(forged.indexOf("[") + 1, forged.lastIndexOf("]"));
        number += 2;

        HttpResponse<String> answer = send(two.replace("]}", "," + third + "]}"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("item");
        assertThat(Stream.of(n, n + 1, n + 2).flatMap(each -> stored(each).stream()))
                .isEmpty();
        await().untilAsserted(() -> assertThat(quarantined("UNVERIFIED"))
                .contains("item 3 of 3: wrong signature psp-%d.AUTHORISATION.true".formatted(n + 2)));
    }

    @Test
    void a_repetition_is_a_duplicate_for_its_item_and_the_others_are_new() throws Exception {
        long n = ++number;
        number++;
        send(signed(items(n)));

        HttpResponse<String> answer = send(signed(items(n + 1, n)).replace("00:00:00+01", "00:00:07+01"));

        assertThat(answer.body()).isEqualTo("[accepted]");
        assertThat(stored(n)).hasSize(1);
        assertThat(stored(n + 1)).hasSize(1);
        assertThat(send(signed(items(n, n + 1))).body()).isEqualTo("[accepted]");
    }

    @Test
    void one_item_twice_in_a_request_is_one_event() throws Exception {
        long n = ++number;

        assertThat(send(signed(items(n, n))).statusCode()).isEqualTo(200);

        assertThat(stored(n)).hasSize(1);
    }

    @Test
    void a_key_conflict_of_one_item_is_kept_and_told_and_keeps_no_other_back() throws Exception {
        long n = ++number;
        number++;
        send(signed(items(n)));
        String other = items(n + 1, n)
                .replace("\"merchantReference\":\"order-%d\"".formatted(n), "\"merchantReference\":\"x\"");

        HttpResponse<String> answer = send(signed(other));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(stored(n + 1)).hasSize(1);
        assertThat(quarantined("VERIFIED"))
                .contains("item 2 of 2: key conflict psp-%d.AUTHORISATION.true".formatted(n));
    }

    @Test
    void an_item_that_is_no_event_keeps_the_others_out() throws Exception {
        long n = ++number;
        number++;
        String request = signed(items(n, n + 1).replace("psp-" + (n + 1), "é" + (n + 1)));

        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("item 2 of 2: The key").contains("is not printable ASCII");
        assertThat(stored(n)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"live\":\"false\",\"notificationItems\":[]}",
                "{\"live\":\"false\"}",
                "{\"notificationItems\":{}}",
                "{\"notificationItems\":[1]}",
                "{\"notificationItems\":[{}]}",
                "{\"notificationItems\":[{\"NotificationRequestItem\":{\"pspReference\":\"p\"}}]}",
                "[]",
                "no json",
                "",
            })
    void a_request_without_a_signature_is_401(String request) throws Exception {
        long before = door.events();

        assertThat(send(request).statusCode()).isEqualTo(401);

        assertThat(door.events()).isEqualTo(before);
    }

    @Test
    void a_request_with_too_many_items_is_refused_unread() throws Exception {
        long n = number;
        number += SplitItems.MOST + 1;
        long[] most = LongStream.rangeClosed(n + 1, n + SplitItems.MOST).toArray();

        assertThat(send(signed(items(
                                LongStream.rangeClosed(n, n + SplitItems.MOST).toArray())))
                        .statusCode())
                .isEqualTo(401);
        assertThat(stored(n + 1)).isEmpty();
        assertThat(send(signed(items(most))).statusCode()).isEqualTo(200);
        assertThat(transactions(most)).hasSize(1);
    }

    @Test
    void a_large_request_is_read_aside_and_one_too_large_is_413() throws Exception {
        long n = ++number;
        String padded = items(n).replace("\"eventDate\":\"", "\"eventDate\":\"%s");

        assertThat(send(signed(padded.formatted("0".repeat(400_000)))).statusCode())
                .isEqualTo(200);
        assertThat(send(signed(padded.formatted("0".repeat(2_000_000)))).statusCode())
                .isEqualTo(413);
        assertThat(stored(n)).hasSize(1);
    }

    @Test
    void a_border_between_signed_members_cant_be_moved() throws Exception {
        long n = ++number;
        String colons = items(n).replace("order-" + n, "a:b:" + n);
        String caught = signed(colons);
        String moved = caught.replace("psp-" + n, "psp-%d:".formatted(n))
                .replace("\"merchantAccountCode\":\"TestMerchant\"", "\"merchantAccountCode\":\"a\"")
                .replace("\"a:b:" + n, "\"b:" + n)
                .replace("\"pspReference\"", "\"originalReference\":\"TestMerchant\",\"pspReference\"");

        assertThat(send(moved).statusCode()).isEqualTo(401);
        assertThat(send(caught).statusCode()).isEqualTo(200);
        assertThat(stored(n)).hasSize(1);
    }

    @Test
    void an_operator_releases_all_items_of_a_request() throws Exception {
        long n = ++number;
        number++;
        String body = ProviderSender.signed("adyen", FOREIGN, items(n, n + 1), 0, Instant.now(), "")
                .body();
        send(body);
        Map<String, Object> kept = await().until(
                        () -> door.sql
                                .sql("SELECT headers, body FROM quarantine WHERE idempotency_key LIKE :key")
                                .param("key", "psp-%d.%%".formatted(n))
                                .query()
                                .listOfRows(),
                        rows -> rows.size() == 1)
                .getFirst();

        Resubmit intake = door.bean(Resubmit.class);
        assertThat(intake.readmit("adyen", (byte[]) kept.get("headers"), (byte[]) kept.get("body")))
                .isInstanceOf(Resubmit.Answer.Refused.class);
        assertThat(intake.readmit(
                        "adyen",
                        (byte[]) kept.get("headers"),
                        signed(items(n, n + 1)).getBytes(UTF_8)))
                .isInstanceOf(Resubmit.Answer.Accepted.class);
        assertThat(stored(n + 1)).hasSize(1);
    }

    @Test
    void adyens_published_vector_gets_in() throws Exception {
        try (TestDoor vector = TestDoor.open(
                "waybill.sources.adyen.preset=adyen",
                "waybill.sources.adyen.secrets.current=ADYEN_KEY",
                "ADYEN_KEY=44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056")) {
            String request = """
                {"notificationItems":[{"NotificationRequestItem":{"pspReference":"7914073381342284",
                "merchantAccountCode":"TestMerchant","merchantReference":"TestPayment-1407325143704",
                "amount":{"value":1130,"currency":"EUR"},"eventCode":"AUTHORISATION","success":"true",
                "additionalData":{"hmacSignature":"coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="}}}]}\
                """;

            assertThat(vector.send(post(vector, request)).body()).isEqualTo("[accepted]");
            assertThat(vector.send(post(vector, request.replace("1130", "1131")))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static String items(long... numbers) {
        return "{\"live\":\"false\",\"notificationItems\":[%s]}"
                .formatted(LongStream.of(numbers)
                        .mapToObj(ProviderSender::adyenItem)
                        .collect(Collectors.joining(",")));
    }

    private static String signed(String request) {
        return ProviderSender.signed("adyen", KEY, request, 0, Instant.now(), "")
                .body();
    }

    private static HttpResponse<String> send(String body) throws Exception {
        return door.send(post(door, body));
    }

    private static HttpRequest.Builder post(TestDoor to, String body) {
        return HttpRequest.newBuilder(to.uri("/webhooks/adyen"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static List<String> stored(long number) {
        return door.sql
                .sql("SELECT concat_ws(' ', idempotency_key, type, message_group) FROM inbox_event"
                        + " WHERE idempotency_key LIKE :key")
                .param("key", "psp-%d.%%".formatted(number))
                .query(String.class)
                .list();
    }

    private static List<String> transactions(long... numbers) {
        return door.sql
                .sql("SELECT DISTINCT xmin::text FROM inbox_event WHERE idempotency_key IN (:keys)")
                .param(
                        "keys",
                        LongStream.of(numbers)
                                .mapToObj("psp-%d.AUTHORISATION.true"::formatted)
                                .toList())
                .query(String.class)
                .list();
    }

    private static List<String> quarantined(String ring) {
        return door.sql
                .sql("SELECT reason || ' ' || coalesce(idempotency_key, '-') FROM quarantine WHERE ring = :ring")
                .param("ring", ring)
                .query(String.class)
                .list();
    }
}
