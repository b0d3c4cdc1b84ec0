package dev.waybill.management;

import dev.waybill.signin.BearerTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Supplier;

/** The largest body of a request. Zipped bundles may be larger than commands, but of an operator's token alone. */
final class BodyLimit {

    private static final int MOST = 256 << 10;
    private static final int MOST_OF_BUNDLES = 4 << 20;
    private static final Set<String> BUNDLES = Set.of("/api/plans", "/api/revisions");

    private final Supplier<BearerTokens> tokens;

    /** @param tokens known only after the port was made, and before it opens */
    BodyLimit(Supplier<BearerTokens> tokens) {
        this.tokens = tokens;
    }

    /** Returns it in bytes. */
    int of(HttpServletRequest request) {
        return BUNDLES.contains(request.getRequestURI()) && tokens.get().areOperators(request) ? MOST_OF_BUNDLES : MOST;
    }
}
