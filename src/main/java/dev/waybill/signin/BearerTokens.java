package dev.waybill.signin;

import dev.waybill.accounts.AccessSettings;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;

/** The tokens of programs. Only their digests are known here. */
final class BearerTokens {

    private final Supplier<List<AccessSettings.Token>> tokens;

    /** @param tokens the current tokens */
    BearerTokens(Supplier<List<AccessSettings.Token>> tokens) {
        this.tokens = tokens;
    }

    /** Returns the token with this text. Compares with all of them, each in constant time. */
    Optional<AccessSettings.Token> whose(String token) {
        byte[] digest = DigestUtils.sha256(token);
        AccessSettings.Token found = null;
        for (AccessSettings.Token known : tokens.get()) {
            if (MessageDigest.isEqual(HexFormat.of().parseHex(known.sha256()), digest)) {
                found = known;
            }
        }
        return Optional.ofNullable(found);
    }
}
