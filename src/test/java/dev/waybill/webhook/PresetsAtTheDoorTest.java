package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.waybill.kit.ProviderSender;
import dev.waybill.kit.ProviderSender.Request;
import dev.waybill.kit.RawHttp;
import dev.waybill.listener.TestDoor;
import dev.waybill.quarantine.Resubmit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Each known sender gets in at the real door, and none of its traps loses or doubles an event. */
class PresetsAtTheDoorTest {

    private static final List<String> PROVIDERS = ProviderSender.KNOWN;
    private static final String URL = "https://hooks.example.com/webhooks/square";
    private static final String STRIPE_SECRET = secret("stripe");

    private static TestDoor door;
    private static long orders = 1000;

    @BeforeAll
    static void open() {
        List<String> settings = new ArrayList<>(List.of("waybill.sources.square.signature.url=" + URL));
        for (String provider : PROVIDERS) {
            settings.add("waybill.sources.%s.preset=%s".formatted(provider, provider));
            settings.add("waybill.sources.%s.secrets.current=%s".formatted(provider, variable(provider)));
            settings.add("%s=%s".formatted(variable(provider), secret(provider)));
        }
        settings.add("waybill.sources.stream.preset=kafka");
        door = TestDoor.open(settings.toArray(String[]::new));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void a_signed_order_is_accepted_once(String provider) throws Exception {
        Request order = order(provider);

        HttpResponse<String> first = send(provider, order);

        assertThat(first.body()).contains("accepted");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(send(provider, order).body())
                .contains(provider.equals("adyen") ? "[accepted]" : "duplicate"); // Adyen wants nothing else to see
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void another_body_or_another_secret_is_401(String provider) throws Exception {
        Request order = order(provider);
        Request forged = ProviderSender.signed(provider, foreign(provider), order.body(), ++orders, Instant.now(), URL);

        assertThat(send(provider, forged).statusCode()).isEqualTo(401);
        Request changed = new Request(order.headers(), order.body().replace("{", "{ "), order.query());
        boolean signs = !List.of("gelato", "gooten", "cloudevents", "adyen", "covver")
                .contains(provider); // covver: re-serialised
        assertThat(send(provider, changed).statusCode()).isEqualTo(signs ? 401 : 200);
    }

    @ParameterizedTest
    @CsvSource({
        "cloudevents, com.example.order.created, order-N",
        "gelato, order_status_updated, order-N",
        "gooten, order.updated, order-N",
        "github, issues.opened, octocat/hello-world",
        "printful, order_created, N",
        "shopify, orders/create, N",
        "slack, app_mention, C1",
        "square, order.created, order-N",
        "standard-webhooks, order.created, order-N",
        "stripe, checkout.session.completed, cs_N",
        "svix, order.created, order-N",
        "woocommerce, order.created, N",
    })
    void type_and_group_are_read(String provider, String type, String group) throws Exception {
        Request order = order(provider);

        long event = eventOf(send(provider, order));

        assertThat(door.sql
                        .sql("SELECT type || ' ' || message_group FROM inbox_event WHERE id = :id")
                        .param("id", event)
                        .query(String.class)
                        .single())
                .isEqualTo(type + " " + group.replace("N", String.valueOf(orders)));
    }

    @ParameterizedTest
    @CsvSource({"standard-webhooks", "svix", "stripe", "slack"})
    void a_clock_that_is_off_by_ten_minutes_is_told_and_kept(String provider) throws Exception {
        Request order = ProviderSender.order(
                provider, secret(provider), ++orders, Instant.now().minusSeconds(600), URL);
        double before = door.counted(provider, "out_of_tolerance");

        assertThat(send(provider, order).statusCode()).isEqualTo(401);

        assertThat(door.counted(provider, "out_of_tolerance")).isEqualTo(before + 1);
        await().untilAsserted(() -> assertThat(door.sql
                        .sql("SELECT reason FROM quarantine WHERE source = :source AND reason LIKE 'timestamp%'")
                        .param("source", provider)
                        .query(String.class)
                        .list())
                .first()
                .asString()
                .startsWith("timestamp out of tolerance: the clocks differ by 10 min"));
    }

    @Test
    void a_clock_within_the_tolerance_is_right() throws Exception {
        for (int seconds : new int[] {-280, 280}) {
            Request order = ProviderSender.order(
                    "stripe", STRIPE_SECRET, ++orders, Instant.now().plusSeconds(seconds), URL);
            assertThat(send("stripe", order).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void stripe_signs_each_try_anew_and_counts_down_what_is_pending() throws Exception {
        Request first = order("stripe");
        Request again = ProviderSender.signed(
                "stripe",
                STRIPE_SECRET,
                first.body().replace("\"pending_webhooks\":1", "\"pending_webhooks\":0"),
                orders,
                Instant.now().plusSeconds(60),
                URL);

        assertThat(send("stripe", first).body()).contains("accepted");
        assertThat(send("stripe", again).body()).contains("duplicate");
    }

    @Test
    void stripe_sends_two_signatures_while_its_secret_is_rotated() throws Exception {
        Request order = order("stripe");
        String given = order.headers().get("Stripe-Signature");
        Request both = with(order, "Stripe-Signature", given.replace(",v1=", ",v1=" + "0".repeat(64) + ",v1="));

        assertThat(send("stripe", both).statusCode()).isEqualTo(200);
    }

    @Test
    void what_the_library_of_standard_webhooks_sends_is_accepted() throws Exception {
        String body = "{\"type\":\"order.created\",\"data\":{\"id\":\"o\"}}";
        long now = Instant.now().getEpochSecond();
        String signature = new Webhook(secret("standard-webhooks")).sign("msg_library", now, body);
        Map<String, String> headers = Map.of(
                "webhook-id", "msg_library", "webhook-timestamp", String.valueOf(now), "webhook-signature", signature);

        assertThat(send("standard-webhooks", new Request(headers, body)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void two_orders_of_one_second_are_two_events_of_woocommerce() throws Exception {
        Instant second = Instant.now();
        Request one = ProviderSender.order("woocommerce", secret("woocommerce"), ++orders, second, URL);
        Request other = ProviderSender.order("woocommerce", secret("woocommerce"), ++orders, second, URL);

        assertThat(one.headers().get("X-WC-Webhook-Delivery-ID"))
                .isEqualTo(other.headers().get("X-WC-Webhook-Delivery-ID"));
        assertThat(eventOf(send("woocommerce", one))).isNotEqualTo(eventOf(send("woocommerce", other)));
    }

    @Test
    void two_orders_with_one_id_are_two_events_of_woocommerce() throws Exception {
        Request processing = order("woocommerce");
        Request completed = ProviderSender.signed(
                "woocommerce",
                secret("woocommerce"),
                processing.body().replace("processing", "completed"),
                orders,
                Instant.now(),
                URL);

        assertThat(eventOf(send("woocommerce", processing))).isNotEqualTo(eventOf(send("woocommerce", completed)));
    }

    @Test
    void woocommerces_unsigned_ping_is_answered_and_not_stored() throws Exception {
        long before = door.events();

        assertThat(send("woocommerce", form("webhook_id=4")).statusCode()).isEqualTo(200);
        assertThat(send("woocommerce", form("webhook_id=4&order=1")).statusCode())
                .isEqualTo(401);
        assertThat(send("woocommerce", form("webhook_id=")).statusCode()).isEqualTo(401);
        assertThat(send("shopify", form("webhook_id=4")).statusCode()).isEqualTo(415);

        assertThat(door.events()).isEqualTo(before);
        assertThat(door.counted("woocommerce", "handshake")).isEqualTo(1);
    }

    @Test
    void slacks_challenge_is_answered_only_if_it_is_signed() throws Exception {
        String body = "{\"token\":\"t\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\","
                + "\"type\":\"url_verification\"}";
        Request challenge = ProviderSender.signed("slack", secret("slack"), body, ++orders, Instant.now(), URL);
        Request forged = ProviderSender.signed("slack", foreign("slack"), body, ++orders, Instant.now(), URL);
        long before = door.events();

        HttpResponse<String> answer = send("slack", challenge);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(send("slack", forged).statusCode()).isEqualTo(401);
        assertThat(door.events()).isEqualTo(before);
    }

    @Test
    void an_event_of_slack_without_an_id_has_its_digest_for_a_key() throws Exception {
        Request limited = ProviderSender.signed(
                "slack", secret("slack"), "{\"type\":\"app_rate_limited\"}", 0, Instant.now(), URL);

        assertThat(send("slack", limited).statusCode()).isEqualTo(200);
        assertThat(send("slack", limited).body()).contains("duplicate");
    }

    @Test
    void a_signed_form_of_github_is_kept_with_its_reason() throws Exception {
        Request form = ProviderSender.signed(
                "github", secret("github"), "payload=%7B%22action%22%3A%22opened%22%7D", ++orders, Instant.now(), URL);

        HttpResponse<String> answer = send("github", with(form, "Content-Type", "application/x-www-form-urlencoded"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("set the content type of this webhook to application/json");
        assertThat(door.sql
                        .sql("SELECT count(*) FROM quarantine WHERE ring = 'VERIFIED' AND source = 'github' AND"
                                + " reason LIKE 'The body is a form%' AND convert_from(body, 'UTF8') LIKE"
                                + " 'payload=%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_push_of_github_has_no_action() throws Exception {
        Request push = ProviderSender.signed("github", secret("github"), "{}", ++orders, Instant.now(), URL);

        long event = eventOf(send("github", with(push, "X-GitHub-Event", "push")));

        assertThat(typeOf(event)).isEqualTo("push");
    }

    @Test
    void a_retry_of_printful_is_a_duplicate_though_its_body_counts() throws Exception {
        Request first = order("printful");
        Request again = ProviderSender.signed(
                "printful",
                secret("printful"),
                first.body().replace("\"retries\":0", "\"retries\":1"),
                orders,
                Instant.now(),
                URL);

        assertThat(again.body()).isNotEqualTo(first.body());
        assertThat(eventOf(send("printful", again))).isEqualTo(eventOf(send("printful", first)));
    }

    @Test
    void two_topics_of_one_event_of_shopify_are_two_events() throws Exception {
        Request created = order("shopify");
        Request paid = with(created, "X-Shopify-Topic", "orders/paid");

        assertThat(eventOf(send("shopify", created))).isNotEqualTo(eventOf(send("shopify", paid)));
    }

    @Test
    void a_retry_of_shopify_has_another_webhook_id_and_is_a_duplicate() throws Exception {
        Request order = order("shopify");

        send("shopify", order);

        assertThat(send("shopify", with(order, "X-Shopify-Webhook-Id", "another"))
                        .body())
                .contains("duplicate");
    }

    @Test
    void a_structured_cloudevent_is_the_same_event_as_its_binary_form() throws Exception {
        Request binary = order("cloudevents");
        String body = """
            {"specversion":"1.0","id":"event-%d","source":"/shop","type":"com.example.order.created","data":%s}\
            """.formatted(orders, binary.body());
        Map<String, String> headers = Map.of(
                "Authorization", binary.headers().get("Authorization"), "Content-Type", "application/cloudevents+json");
        Request structured = new Request(headers, body.replace("event-", "structured-"));

        assertThat(typeOf(eventOf(send("cloudevents", structured)))).isEqualTo("com.example.order.created");
        send("cloudevents", binary);
        assertThat(send("cloudevents", new Request(headers, body)).statusCode())
                .isEqualTo(409); // one key, two bodies: kept for an operator
    }

    @Test
    void a_header_with_twenty_signatures_says_that_some_were_not_compared() throws Exception {
        Request order = order("svix");
        String wrong = "v1,%s= ".formatted("A".repeat(43));
        Request twenty =
                with(order, "svix-signature", wrong.repeat(19) + order.headers().get("svix-signature"));

        assertThat(send("svix", twenty).statusCode()).isEqualTo(401);

        await().until(() -> door.sql
                        .sql("SELECT count(*) FROM quarantine WHERE source = 'svix'"
                                + " AND reason = 'wrong signature; 12 of the signatures were not compared'")
                        .query(Long.class)
                        .single()
                == 1);
    }

    @Test
    void an_operator_releases_a_webhook_from_another_time() throws Exception {
        Request late = ProviderSender.order(
                "stripe", STRIPE_SECRET, ++orders, Instant.now().minusSeconds(900), URL);
        assertThat(send("stripe", late).statusCode()).isEqualTo(401);
        Map<String, Object> kept = await().until(
                        () -> door.sql
                                .sql("SELECT headers, body FROM quarantine WHERE idempotency_key = :key")
                                .param("key", "evt_" + orders)
                                .query()
                                .listOfRows(),
                        rows -> rows.size() == 1)
                .getFirst();

        assertThat(door.bean(Resubmit.class).readmit("stripe", (byte[]) kept.get("headers"), (byte[]) kept.get("body")))
                .isInstanceOf(Resubmit.Answer.Accepted.class);
    }

    @Test
    void a_secret_in_the_address_counts_once_and_is_hidden_with_the_event() throws Exception {
        Request order = order("gooten");
        Request twice = new Request(order.headers(), order.body(), order.query() + "&key=" + secret("gooten"));
        Request none = new Request(order.headers(), order.body(), "?orderid=7");

        assertThat(send("gooten", twice).statusCode()).isEqualTo(401);
        String damaged = "POST /webhooks/gooten?key=%zz HTTP/1.1\r\nHost: waybill\r\nContent-Length: 2\r\n\r\n{}";
        assertThat(RawHttp.send(door.port(), damaged.getBytes(UTF_8)).status()).isEqualTo(400);
        HttpResponse<String> refused = send("gooten", none);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("key");
        long event = eventOf(send("gooten", order));
        assertThat(door.sql
                        .sql("SELECT convert_from(headers, 'UTF8') FROM inbox_body WHERE event_id = :id")
                        .param("id", event)
                        .query(String.class)
                        .single())
                .contains("[\"?key\",\"(verified)\"]")
                .doesNotContain(secret("gooten"));
        assertThat(door.bean(Resubmit.class).isProof("gooten", "?key")).isTrue();
    }

    @Test
    void a_header_of_the_signed_text_that_is_repeated_is_no_proof() throws Exception {
        Request order = order("standard-webhooks");
        HttpRequest.Builder twice = request("standard-webhooks", order).header("webhook-id", "msg_2");

        assertThat(door.send(twice).statusCode()).isEqualTo(401);
    }

    @Test
    void a_source_of_records_is_unknown_at_the_door() throws Exception {
        HttpRequest.Builder webhook =
                HttpRequest.newBuilder(door.uri("/webhooks/stream")).POST(BodyPublishers.ofString("{\"type\":\"A\"}"));

        assertThat(door.send(webhook).statusCode()).isEqualTo(404);
    }

    @Test
    void a_record_is_released_from_quarantine_without_a_signature() {
        byte[] lines = "[[\"kafka.place\",\"orders-0@7\"],[\"kafka.key\",\"o-1\"]]".getBytes(UTF_8);

        assertThat(door.bean(Resubmit.class).readmit("stream", lines, "{\"type\":\"A\"}".getBytes(UTF_8)))
                .isInstanceOf(Resubmit.Answer.Accepted.class);
        assertThat(door.sql
                        .sql("SELECT message_group || ' ' || secret_id FROM inbox_event WHERE idempotency_key ="
                                + " 'orders-0@7'")
                        .query(String.class)
                        .single())
                .isEqualTo("o-1 none");
    }

    private static Request order(String provider) {
        return ProviderSender.order(provider, secret(provider), ++orders, Instant.now(), URL);
    }

    private static Request form(String body) {
        return new Request(Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
    }

    private static Request with(Request request, String header, String value) {
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.put(header, value);
        return new Request(headers, request.body(), request.query());
    }

    private static HttpResponse<String> send(String provider, Request request)
            throws IOException, InterruptedException {
        return door.send(request(provider, request));
    }

    private static HttpRequest.Builder request(String provider, Request request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(door.uri("/webhooks/" + provider + request.query()))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(request.body()));
        new HashMap<>(request.headers()).forEach(http::header);
        return http;
    }

    private static long eventOf(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Long.parseLong(answer.body().replaceAll("\\D", ""));
    }

    private static String typeOf(long event) {
        return door.sql
                .sql("SELECT type FROM inbox_event WHERE id = :id")
                .param("id", event)
                .query(String.class)
                .single();
    }

    private static String variable(String provider) {
        return provider.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
    }

    private static String secret(String provider) {
        return ProviderSender.secret(provider, "the thirty-two bytes of a secret".getBytes(UTF_8));
    }

    private static String foreign(String provider) {
        return ProviderSender.secret(provider, "thirty-two bytes, not the secret".getBytes(UTF_8));
    }
}
