package dev.waybill.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The callers that the ERP stub lets in: all, holders of a fixed token, or of one issued for OAuth2 client credentials. */
final class ErpTokens {

    private final Set<String> live = ConcurrentHashMap.newKeySet();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile boolean required;
    private volatile @Nullable String clientId;
    private volatile @Nullable String clientSecret;

    void require(String token) {
        live.add(token);
        required = true;
    }

    void requireClient(String id, String secret) {
        clientId = id;
        clientSecret = secret;
        required = true;
    }

    void revoke() {
        live.clear();
    }

    int issued() {
        return issued.get();
    }

    boolean admits(@Nullable String authorization) {
        return !required
                || authorization != null
                        && authorization.startsWith("Bearer ")
                        && live.contains(authorization.substring("Bearer ".length()));
    }

    /** A new token for a client that proves itself by HTTP Basic or by form fields (RFC 6749, 2.3.1), else null. */
    @Nullable
    String issue(@Nullable String authorization, String form) {
        Map<String, String> fields = fields(form);
        if (!"client_credentials".equals(fields.get("grant_type")) || !proven(authorization, fields)) {
            return null;
        }
        String token = UUID.randomUUID().toString();
        live.add(token);
        issued.incrementAndGet();
        return token;
    }

    private boolean proven(@Nullable String authorization, Map<String, String> fields) {
        if (clientId == null) {
            return false;
        }
        if (authorization != null && authorization.startsWith("Basic ")) {
            byte[] pair = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
            return new String(pair, StandardCharsets.UTF_8).equals(clientId + ":" + clientSecret);
        }
        return clientId.equals(fields.get("client_id")) && clientSecret.equals(fields.get("client_secret"));
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> b));
    }
}
