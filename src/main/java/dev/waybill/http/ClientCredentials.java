package dev.waybill.http;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.waybill.secret.LiveSecret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A token fetched for OAuth2 client credentials (RFC 6749, 4.4). It is kept until shortly before it expires or the
 * system refuses it. Only one fetch runs at a time: the others wait for its outcome, and share a failure too.
 */
final class ClientCredentials implements Login {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /**
     * Limits the whole fetch: an endpoint that drips bytes never runs into {@link #ANSWER}. Meanwhile every attempt of
     * the destination waits for the token.
     */
    private static final Duration WHOLE = Duration.ofSeconds(15);

    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final Duration UNSTATED_LIFETIME = Duration.ofMinutes(5);
    private static final Duration FAILURE_STANDS = Duration.ofSeconds(1);

    private static final int MOST_BYTES = 64 * 1024;

    private final String connection;
    private final HttpSettings.OAuth client;
    private final LiveSecret secret;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Issued issued;
    private @Nullable Failed failed;

    ClientCredentials(String connection, HttpSettings.OAuth client, LiveSecret secret, Clock clock) {
        this.connection = connection;
        this.client = client;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public Line line() throws IOException {
        String token = token();
        return new Line("Authorization", "Bearer " + token, List.of(token));
    }

    String token() throws IOException {
        enter();
        try {
            Instant now = clock.instant();
            if (issued != null && now.isBefore(issued.until)) {
                return issued.token;
            }
            if (failed != null && now.isBefore(failed.until)) {
                throw new TokenUnavailable(connection, failed.reason);
            }
            issued = fetch();
            return issued.token;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refused(Line line) {
        line.secrets().forEach(this::refused);
    }

    void refused(String token) {
        lock.lock();
        try {
            if (issued != null && issued.token.equals(token)) {
                issued = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void enter() throws InterruptedIOException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for an access token");
        }
    }

    private Issued fetch() throws TokenUnavailable {
        try {
            return issuedBy(send());
        } catch (TokenUnavailable e) {
            failed = new Failed(e.reason(), clock.instant().plus(FAILURE_STANDS));
            throw e;
        }
    }

    private TokenRequest request() {
        return new TokenRequest.Builder(
                        client.tokenUri(),
                        new ClientSecretBasic(new ClientID(client.clientId()), new Secret(secret.text())),
                        new ClientCredentialsGrant())
                .scope(Scope.parse(client.scope()))
                .build();
    }

    private TokenAnswer send() throws TokenUnavailable {
        HTTPRequest form = request().toHTTPRequest();
        HttpPost post = new HttpPost(form.getURI());
        form.getHeaderMap().forEach((name, values) -> values.forEach(value -> post.addHeader(name, value)));
        post.setEntity(new StringEntity(form.getBody(), ContentType.APPLICATION_FORM_URLENCODED));
        CloseableHttpClient client = client();
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> client.close(CloseMode.IMMEDIATE),
                CompletableFuture.delayedExecutor(WHOLE.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return read(client.executeOpen(null, post, null));
        } catch (IOException e) {
            throw new TokenUnavailable(connection, "the token endpoint can't be reached: " + e, e);
        } finally {
            end.cancel(false);
            client.close(CloseMode.IMMEDIATE); // a graceful close would read an endless answer to its end
        }
    }

    /**
     * Makes a client for one request, since a kept connection would be closed before the next. It tries each address of
     * a name.
     */
    private static CloseableHttpClient client() {
        ConnectionConfig times = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT))
                .setSocketTimeout(Timeout.of(ANSWER))
                .build();
        return HttpClients.custom()
                .useSystemProperties()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDefaultConnectionConfig(times)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    private static TokenAnswer read(ClassicHttpResponse answer) throws IOException {
        HttpEntity body = answer.getEntity();
        byte[] first = body == null ? new byte[0] : body.getContent().readNBytes(MOST_BYTES);
        return TokenAnswer.read(answer.getCode(), new String(first, StandardCharsets.UTF_8));
    }

    private Issued issuedBy(TokenAnswer answer) throws TokenUnavailable {
        String token = answer.token().orElse(null);
        if (token == null) {
            String instead = answer.status() == 200
                    ? "without a bearer token"
                    : answer.error().orElse("without an error code");
            throw new TokenUnavailable(
                    connection, "the token endpoint answered %d %s".formatted(answer.status(), instead));
        }
        return new Issued(token, clock.instant().plus(use(answer.life())));
    }

    /**
     * Returns how long to use a token.
     *
     * @param stated the token's lifetime; null if the endpoint didn't say
     */
    private static Duration use(@Nullable Duration stated) {
        Duration life = stated != null ? stated : UNSTATED_LIFETIME;
        return life.compareTo(EARLY.multipliedBy(2)) > 0 ? life.minus(EARLY) : life.dividedBy(2);
    }

    private record Issued(String token, Instant until) {}

    private record Failed(String reason, Instant until) {}
}
