package dev.waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenID Connect provider over real HTTP that vouches for one person without asking. It checks what a provider has to
 * check, by the Nimbus SDK: the client, its secret, the redirect, PKCE, each code once. And it can be told to lie.
 */
final class TestProvider implements AutoCloseable {

    static final String CLIENT = "waybill";
    static final String SECRET = "the-provider's-secret";

    /** The provider's faults. */
    enum Lie {
        NONE,
        /** Its configuration is of another issuer. */
        FOREIGN_CONFIGURATION,
        /** Secrets would travel unencrypted to another host. */
        UNSAFE_TOKEN_ENDPOINT,
        ISSUER,
        AUDIENCE,
        NONCE,
        /** Signed with a key that is not among those it shows. */
        SIGNATURE,
        /** Not signed at all. */
        UNSIGNED,
        EXPIRED,
        /** Takes a connection and says nothing. */
        SILENT
    }

    private record Code(AuthenticationRequest request) {}

    private static final RSAKey KEY = newKey();
    private static final RSAKey ANOTHER_KEY = newKey();

    private final HttpServer server;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    final AtomicInteger asked = new AtomicInteger();
    /** The client's means of proof. */
    volatile String secret = SECRET;

    volatile Lie lie = Lie.NONE;
    volatile Map<String, Object> claims = Map.of();

    private TestProvider(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, configuration()));
        server.createContext("/keys", exchange -> json(exchange, new JWKSet(KEY.toPublicJWK()).toString()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    /** @param port 0 for any */
    static TestProvider start(int port) {
        try {
            return new TestProvider(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }

    private String configuration() {
        return """
            {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token","jwks_uri":"%s/keys",\
            "response_types_supported":["code"],"subject_types_supported":["public"],\
            "id_token_signing_alg_values_supported":["RS256"]}\
            """.formatted(
                        lie == Lie.FOREIGN_CONFIGURATION ? "https://elsewhere.example" : issuer(),
                        issuer(),
                        lie == Lie.UNSAFE_TOKEN_ENDPOINT ? "http://elsewhere.example" : issuer(),
                        issuer());
    }

    private void authorize(HttpExchange exchange) throws IOException {
        try {
            AuthenticationRequest request = AuthenticationRequest.parse(exchange.getRequestURI());
            check(request.getClientID().getValue().equals(CLIENT), "client");
            check(request.getCodeChallenge() != null, "PKCE");
            check(request.getNonce() != null && request.getState() != null, "nonce and state");
            String code = UUID.randomUUID().toString();
            codes.put(code, new Code(request));
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "%s?code=%s&state=%s".formatted(request.getRedirectionURI(), code, request.getState()));
            answer(exchange, 302, "");
        } catch (ParseException | IllegalArgumentException e) {
            answer(exchange, 400, String.valueOf(e.getMessage()));
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        try {
            HTTPRequest http = new HTTPRequest(HTTPRequest.Method.POST, URI.create(issuer() + "/token"));
            http.setContentType("application/x-www-form-urlencoded");
            http.setAuthorization(exchange.getRequestHeaders().getFirst("Authorization"));
            http.setBody(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            TokenRequest request = TokenRequest.parse(http);
            AuthorizationCodeGrant grant = (AuthorizationCodeGrant) request.getAuthorizationGrant();
            Code code = codes.remove(grant.getAuthorizationCode().getValue());
            check(code != null, "code");
            check(
                    request.getClientAuthentication() instanceof ClientSecretBasic client
                            && client.getClientSecret().getValue().equals(secret),
                    "secret");
            check(
                    CodeChallenge.compute(CodeChallengeMethod.S256, Objects.requireNonNull(grant.getCodeVerifier()))
                            .equals(code.request().getCodeChallenge()),
                    "PKCE");
            json(
                    exchange,
                    "{\"access_token\":\"the-access-token\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
                            .formatted(idToken(code.request())));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        }
    }

    private String idToken(AuthenticationRequest request) throws JOSEException {
        Instant now = Instant.now();
        Instant expires = lie == Lie.EXPIRED ? now.minusSeconds(3600) : now.plusSeconds(300);
        JWTClaimsSet.Builder told = new JWTClaimsSet.Builder()
                .issuer(lie == Lie.ISSUER ? "https://elsewhere.example" : issuer())
                .audience(lie == Lie.AUDIENCE ? "another" : CLIENT)
                .subject("4711")
                .issueTime(Date.from(expires.minusSeconds(300)))
                .expirationTime(Date.from(expires))
                .claim(
                        "nonce",
                        lie == Lie.NONCE ? "another" : request.getNonce().getValue());
        claims.forEach(told::claim);
        if (lie == Lie.UNSIGNED) {
            return new PlainJWT(told.build()).serialize();
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(), told.build());
        token.sign(new RSASSASigner(lie == Lie.SIGNATURE ? ANOTHER_KEY : KEY));
        return token.serialize();
    }

    private void json(HttpExchange exchange, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        answer(exchange, 200, body);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        asked.incrementAndGet();
        if (lie == Lie.SILENT) {
            try {
                over.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException("wrong " + what);
        }
    }
}
