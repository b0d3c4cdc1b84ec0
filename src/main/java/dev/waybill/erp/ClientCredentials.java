package dev.waybill.erp;

import static java.util.Objects.requireNonNull;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.waybill.secret.LiveSecret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A token fetched for OAuth2 client credentials (RFC 6749, 4.4), kept until shortly before it expires or the ERP refuses
 * it. One fetch at a time: the others wait for its outcome, and share it when it is a failure too.
 */
final class ClientCredentials implements AccessToken {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final Duration UNSTATED_LIFETIME = Duration.ofMinutes(5);
    private static final Duration FAILURE_STANDS = Duration.ofSeconds(1);

    private final ErpSettings.OAuth client;
    private final LiveSecret secret;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Issued issued;
    private @Nullable Failed failed;

    ClientCredentials(ErpSettings.OAuth client, LiveSecret secret, Clock clock) {
        this.client = client;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public String value() throws IOException {
        enter();
        try {
            Instant now = clock.instant();
            if (issued != null && now.isBefore(issued.until)) {
                return issued.token;
            }
            if (failed != null && now.isBefore(failed.until)) {
                throw new TokenUnavailable(failed.reason);
            }
            issued = fetch();
            return issued.token;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refused(String token) {
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
                        URI.create(requireNonNull(client.tokenUri())),
                        new ClientSecretBasic(
                                new ClientID(requireNonNull(client.clientId())), new Secret(secret.text())),
                        new ClientCredentialsGrant())
                .scope(Scope.parse(client.scope()))
                .build();
    }

    private HTTPResponse send() throws TokenUnavailable {
        HTTPRequest http = request().toHTTPRequest();
        http.setConnectTimeout((int) CONNECT.toMillis());
        http.setReadTimeout((int) ANSWER.toMillis());
        http.setFollowRedirects(false);
        try {
            return http.send();
        } catch (IOException e) {
            throw new TokenUnavailable("the token endpoint can't be reached: " + e, e);
        }
    }

    private Issued issuedBy(HTTPResponse answer) throws TokenUnavailable {
        try {
            TokenResponse response = TokenResponse.parse(answer);
            if (!response.indicatesSuccess()) {
                String code = response.toErrorResponse().getErrorObject().getCode();
                throw new TokenUnavailable("the token endpoint answered %d %s"
                        .formatted(answer.getStatusCode(), code == null ? "without an error code" : code));
            }
            var token = response.toSuccessResponse().getTokens().getAccessToken();
            return new Issued(token.getValue(), clock.instant().plus(use(token.getLifetime())));
        } catch (ParseException e) {
            throw new TokenUnavailable(
                    "the token endpoint answered %d without a bearer token".formatted(answer.getStatusCode()));
        }
    }

    /** How long to use a token that lives so many seconds; 0 where the endpoint didn't say. */
    private static Duration use(long seconds) {
        Duration life = seconds > 0 ? Duration.ofSeconds(seconds) : UNSTATED_LIFETIME;
        return life.compareTo(EARLY.multipliedBy(2)) > 0 ? life.minus(EARLY) : life.dividedBy(2);
    }

    private record Issued(String token, Instant until) {}

    private record Failed(String reason, Instant until) {}
}
