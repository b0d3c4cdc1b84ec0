package dev.waybill.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.accounts.AccessSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The tokens of programs. Only their digests are known here. */
final class BearerTokens {

    private final Supplier<List<AccessSettings.Token>> tokens;

    /** @param tokens the current tokens */
    BearerTokens(Supplier<List<AccessSettings.Token>> tokens) {
        this.tokens = tokens;
    }

    /** Returns the token with this text. Compares with all of them, each in constant time. */
    Optional<AccessSettings.Token> whose(String token) {
        byte[] digest = sha256(token);
        AccessSettings.Token found = null;
        for (AccessSettings.Token known : tokens.get()) {
            if (MessageDigest.isEqual(HexFormat.of().parseHex(known.sha256()), digest)) {
                found = known;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
