package dev.waybill.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as each known sender does, written from the senders' own pages and not from the hub's settings: the hub's
 * verifier has nothing in common with it.
 */
public final class ProviderSender {

    /** The senders that {@link #order} knows, by the names of their presets. */
    public static final List<String> KNOWN = List.of(
            "adyen",
            "cloudevents",
            "covver",
            "gelato",
            "gooten",
            "github",
            "printful",
            "shopify",
            "slack",
            "square",
            "standard-webhooks",
            "stripe",
            "svix",
            "woocommerce");

    private ProviderSender() {}

    /**
     * A request before it is sent.
     *
     * @param query the end of the address, with its question mark; empty if there is none
     */
    public record Request(Map<String, String> headers, String body, String query) {

        public Request(Map<String, String> headers, String body) {
            this(headers, body, "");
        }
    }

    /**
     * A secret in the writing of the sender.
     *
     * @param random its 32 bytes
     */
    public static String secret(String provider, byte[] random) {
        return switch (provider) {
            case "standard-webhooks", "svix" -> "whsec_" + Base64.getEncoder().encodeToString(random);
            case "stripe" -> "whsec_" + HexFormat.of().formatHex(random);
            default -> HexFormat.of().formatHex(random);
        };
    }

    /**
     * A new order, signed.
     *
     * @param number tells one order from another
     * @param url the address as it is registered at the sender
     */
    public static Request order(String provider, String secret, long number, Instant now, String url) {
        return signed(provider, secret, body(provider, number), number, now, url);
    }

    /** Any body, signed, with the headers of an order of that number. */
    public static Request signed(String provider, String secret, String body, long number, Instant now, String url) {
        Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", "application/json"));
        byte[] key = secret.getBytes(UTF_8);
        long time = now.getEpochSecond();
        switch (provider) {
            case "adyen" -> {
                return new Request(headers, adyenSigned(HexFormat.of().parseHex(secret), body));
            }
            case "cloudevents" -> {
                headers.put("Authorization", "Bearer " + secret);
                headers.put("ce-specversion", "1.0");
                headers.put("ce-id", "event-" + number);
                headers.put("ce-source", "/shop");
                headers.put("ce-type", "com.example.order.created");
                headers.put("ce-subject", "order-" + number);
            }
            case "covver" -> {
                headers.put("covverSignature", base64(hmac("HmacSHA256", key, body)));
                headers.put("covverIdempotencyKey", "key-" + number);
            }
            case "gelato" -> headers.put("Authorization", secret);
            case "gooten" -> {
                return new Request(headers, body, "?key=%s&orderid=%d".formatted(secret, number));
            }
            case "github" -> {
                headers.put("X-Hub-Signature-256", "sha256=" + hex(hmac("HmacSHA256", key, body)));
                headers.put("X-Hub-Signature", "sha1=" + hex(hmac("HmacSHA1", key, body)));
                headers.put("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-%012d".formatted(number));
                headers.put("X-GitHub-Event", "issues");
            }
            case "printful" ->
                headers.put(
                        "x-pf-webhook-signature",
                        hex(hmac("HmacSHA256", HexFormat.of().parseHex(secret), body)));
            case "shopify" -> {
                headers.put("X-Shopify-Hmac-SHA256", base64(hmac("HmacSHA256", key, body)));
                headers.put("X-Shopify-Topic", "orders/create");
                headers.put("X-Shopify-Event-Id", "98880550-7158-44d4-b7cd-%012d".formatted(number));
                headers.put("X-Shopify-Webhook-Id", "b54557e4-bdd9-4b37-8a5f-%012d".formatted(now.toEpochMilli()));
                headers.put("X-Shopify-Shop-Domain", "example.myshopify.com");
            }
            case "slack" -> {
                headers.put("X-Slack-Request-Timestamp", String.valueOf(time));
                headers.put("X-Slack-Signature", "v0=" + hex(hmac("HmacSHA256", key, "v0:" + time + ":" + body)));
            }
            case "square" -> headers.put("x-square-hmacsha256-signature", base64(hmac("HmacSHA256", key, url + body)));
            case "standard-webhooks", "svix" -> {
                String name = provider.equals("svix") ? "svix" : "webhook";
                byte[] decoded = Base64.getDecoder().decode(secret.substring("whsec_".length()));
                String signed = "msg_%d.%d.%s".formatted(number, time, body);
                headers.put(name + "-id", "msg_" + number);
                headers.put(name + "-timestamp", String.valueOf(time));
                headers.put(name + "-signature", "v1," + base64(hmac("HmacSHA256", decoded, signed)));
            }
            case "stripe" ->
                headers.put(
                        "Stripe-Signature",
                        "t=%d,v1=%s,v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39"
                                .formatted(time, hex(hmac("HmacSHA256", key, time + "." + body))));
            case "woocommerce" -> {
                headers.put("X-WC-Webhook-Signature", base64(hmac("HmacSHA256", key, body)));
                headers.put("X-WC-Webhook-Topic", "order.created");
                headers.put("X-WC-Webhook-ID", "4");
                headers.put("X-WC-Webhook-Delivery-ID", "a-hash-of-webhook-and-second-" + time);
            }
            default -> throw new IllegalArgumentException(provider);
        }
        return new Request(headers, body);
    }

    private static String body(String provider, long n) {
        return switch (provider) {
            case "adyen" -> "{\"live\":\"false\",\"notificationItems\":[%s]}".formatted(adyenItem(n));
            case "cloudevents" -> "{\"orderNumber\":\"%d\",\"total\":12.50}".formatted(n);
            case "covver" ->
                "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"order-%1$d\",\"orderNumber\":\"%1$d\"}}".formatted(n);
            case "gelato" ->
                "{\"id\":\"os_%1$d\",\"event\":\"order_status_updated\",\"orderId\":\"order-%1$d\",\"fulfillmentStatus\":\"shipped\"}"
                        .formatted(n);
            case "gooten" ->
                "{\"Id\":\"order-%1$d\",\"NiceId\":\"Magic%1$d\",\"Items\":[{\"Sku\":\"s\",\"Quantity\":1,\"Status\":\"New\"}]}"
                        .formatted(n);
            case "github" ->
                "{\"action\":\"opened\",\"issue\":{\"number\":%d},\"repository\":{\"full_name\":\"octocat/hello-world\"}}"
                        .formatted(n);
            case "printful" ->
                "{\"type\":\"order_created\",\"occurred_at\":\"2026-01-01T00:00:00Z\",\"retries\":0,\"store_id\":1,\"data\":{\"order\":{\"id\":%d}}}"
                        .formatted(n);
            case "shopify" ->
                "{\"id\":%1$d,\"order_number\":%1$d,\"total_price\":\"12.50\",\"line_items\":[]}".formatted(n);
            case "slack" ->
                "{\"token\":\"t\",\"type\":\"event_callback\",\"event_id\":\"Ev%d\",\"event\":{\"type\":\"app_mention\",\"channel\":\"C1\"}}"
                        .formatted(n);
            case "square" ->
                "{\"merchant_id\":\"M\",\"type\":\"order.created\",\"event_id\":\"event-%1$d\",\"data\":{\"type\":\"order\",\"id\":\"order-%1$d\"}}"
                        .formatted(n);
            case "standard-webhooks", "svix" ->
                "{\"type\":\"order.created\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"data\":{\"id\":\"order-%d\"}}"
                        .formatted(n);
            case "stripe" ->
                "{\"id\":\"evt_%1$d\",\"object\":\"event\",\"type\":\"checkout.session.completed\",\"pending_webhooks\":1,\"data\":{\"object\":{\"id\":\"cs_%1$d\"}}}"
                        .formatted(n);
            case "woocommerce" -> "{\"id\":%1$d,\"number\":\"%1$d\",\"status\":\"processing\"}".formatted(n);
            default -> throw new IllegalArgumentException(provider);
        };
    }

    /** One item of Adyen's, not signed yet. */
    public static String adyenItem(long n) {
        return ("{\"NotificationRequestItem\":{\"additionalData\":{\"hmacSignature\":\"\"},"
                        + "\"amount\":{\"currency\":\"EUR\",\"value\":1130},\"eventCode\":\"AUTHORISATION\","
                        + "\"eventDate\":\"2026-01-01T00:00:00+01:00\",\"merchantAccountCode\":\"TestMerchant\","
                        + "\"merchantReference\":\"order-%1$d\",\"pspReference\":\"psp-%1$d\",\"success\":\"true\"}}")
                .formatted(n);
    }

    private static String adyenSigned(byte[] key, String body) {
        StringBuilder signed = new StringBuilder();
        for (String item : body.split("(?<=}})", -1)) {
            String text = Stream.of(
                            "pspReference",
                            "originalReference",
                            "merchantAccountCode",
                            "merchantReference",
                            "value",
                            "currency",
                            "eventCode",
                            "success")
                    .map(member -> Pattern.compile("\"%s\":\"?([^\",}]*)".formatted(member))
                            .matcher(item)
                            .results()
                            .map(found -> found.group(1))
                            .findFirst()
                            .orElse(""))
                    .collect(Collectors.joining(":"));
            signed.append(item.replaceAll(
                    "\"hmacSignature\":\"[^\"]*\"",
                    "\"hmacSignature\":\"%s\"".formatted(base64(hmac("HmacSHA256", key, text)))));
        }
        return signed.toString();
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
