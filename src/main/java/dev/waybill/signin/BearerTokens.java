package dev.waybill.signin;

import dev.waybill.accounts.AccessSettings;
import dev.waybill.accounts.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.http.HttpHeaders;

/** The tokens of programs. Only their digests are known here. */
public final class BearerTokens {

    private static final String BEARER = "Bearer ";

    private final Supplier<List<AccessSettings.Token>> tokens;
    private final Clock clock;

    /** @param tokens the current tokens */
    BearerTokens(Supplier<List<AccessSettings.Token>> tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** True if the request has an operator's token that has not expired. */
    public boolean areOperators(HttpServletRequest request) {
        return in(request)
                .flatMap(this::whose)
                .filter(token -> token.role() == Role.OPERATOR && !token.isExpired(clock.instant()))
                .isPresent();
    }

    /** Returns the token that the request carries. */
    static Optional<String> in(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
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
