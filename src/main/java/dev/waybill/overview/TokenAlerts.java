package dev.waybill.overview;

import dev.waybill.accounts.AccessSettings.Token;
import dev.waybill.overview.Overview.Attention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Alerts operators to programs that need another token, from a month before theirs ends. */
public final class TokenAlerts {

    private static final Duration RENEW = Duration.ofDays(30);
    private static final Duration NOW = Duration.ofDays(3);

    private final Supplier<List<Token>> tokens;
    private final Clock clock;

    /** @param tokens the current tokens */
    public TokenAlerts(Supplier<List<Token>> tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    public List<Attention> now() {
        Instant now = clock.instant();
        return tokens.get().stream().flatMap(token -> of(token, now)).toList();
    }

    private static Stream<Attention> of(Token token, Instant now) {
        Instant end = token.end();
        if (end == null || Duration.between(now, end).compareTo(RENEW) > 0) {
            return Stream.empty();
        }
        Duration left = Duration.between(now, end);
        return Stream.of(new Attention(left.compareTo(NOW) <= 0, sentence(token.name(), left), "/console"));
    }

    private static String sentence(String name, Duration left) {
        if (!left.isPositive()) {
            return "The token %s has expired: its program is answered 401 until it gets a new one.".formatted(name);
        }
        return left.compareTo(NOW) > 0
                ? "The token %s expires in %d days: give its program a new one.".formatted(name, left.toDays())
                : "The token %s expires in %d hours: give its program a new one.".formatted(name, left.toHours());
    }
}
