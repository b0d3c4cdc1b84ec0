package dev.waybill.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Sends webhooks as Covver does: {@code covverSignature} is the Base64 of the HMAC-SHA256 over exactly the bytes of the
 * body, under the client secret in UTF-8; {@code covverIdempotencyKey} names the webhook. Holds no state, is thread-safe.
 */
public final class CovverSender {

    /** The hub's answer. */
    public record Answer(int status, String body) {}

    private static final int CONNECTIONS = 4096;

    /**
     * Repeats nothing by itself. Not the JDK's client: it drops a connection that answers before it has seen that it is
     * in use again, which a hub that refuses at the head of a request does (JDK 25, "Data received while in pool").
     */
    private static final HttpClient HTTP = HttpClients.custom()
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(5, TimeUnit.SECONDS)
                            .build())
                    .build())
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
        HttpPost request = new HttpPost(webhook);
        request.setHeader("covverIdempotencyKey", key);
        request.setHeader("covverSignature", signature);
        request.setEntity(new ByteArrayEntity(body, ContentType.create("application/json")));
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .build());
        return HTTP.execute(
                request,
                response -> new Answer(
                        response.getCode(),
                        response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity(), UTF_8)));
    }
}
