package dev.waybill.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends webhooks as Covver does: {@code covverSignature} is the Base64 of the HMAC-SHA256 over exactly the bytes of the
 * body, under the client secret in UTF-8; {@code covverIdempotencyKey} names the webhook. Holds no state, is thread-safe.
 */
public final class CovverSender {

    /** What the hub said. */
    public record Answer(int status, String body) {}

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI webhook;
    private final String secret;
    private final Duration patience;

    /** @param webhook the whole address, such as {@code http://127.0.0.1:8080/webhooks/covver} */
    public CovverSender(URI webhook, String secret) {
        this(webhook, secret, Duration.ofSeconds(15));
    }

    /** @param patience how long it waits for an answer */
    public CovverSender(URI webhook, String secret, Duration patience) {
        this.webhook = webhook;
        this.secret = secret;
        this.patience = patience;
    }

    /** Base64 of the HMAC-SHA256. */
    public static String sign(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs and sends. */
    public Answer send(CovverEvent event) throws IOException {
        return send(event.key(), event.body());
    }

    /** Signs and sends. */
    public Answer send(String key, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        return send(key, bytes, sign(bytes, secret));
    }

    /** Sends with any signature, right or wrong. */
    public Answer send(String key, byte[] body, String signature) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("covverIdempotencyKey", key)
                .header("covverSignature", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while sending", e);
        }
    }
}
