package dev.waybill.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often somebody may try to sign in, counted in this node's memory. A name from one address gets little, a whole
 * address more (several operators may stand behind one proxy), a name from everywhere the most: nobody can lock an
 * operator out from elsewhere with a handful of tries.
 */
final class LoginThrottle {

    static final Duration WINDOW = Duration.ofMinutes(5);
    static final int MOST_OF_A_NAME_AT_AN_ADDRESS = 5;
    static final int MOST_OF_AN_ADDRESS = 30;
    static final int MOST_OF_A_NAME = 100;

    /** Then the oldest is forgotten; one address can't make so many in a window. */
    private static final int MOST_KEPT = 20_000;

    private final Clock clock;
    private final Map<Key, Tries> tries = new LinkedHashMap<>();

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** A null stands for any. */
    private record Key(@Nullable String name, @Nullable String address) {}

    private record Tries(int count, Instant since) {}

    private record Limit(Key key, int most) {}

    /**
     * Counts a try before it is made, so that many at once don't pass together.
     *
     * @return empty if it may be made; else how long to wait
     */
    synchronized Optional<Duration> admit(String name, String address) {
        Instant now = clock.instant();
        List<Limit> limits = limits(name, address);
        Optional<Duration> wait =
                limits.stream().flatMap(limit -> rest(limit, now).stream()).max(Duration::compareTo);
        if (wait.isEmpty()) {
            limits.forEach(limit -> add(limit.key(), now));
        }
        return wait;
    }

    /** It was the right password: only wrong ones count. */
    synchronized void succeeded(String name, String address) {
        tries.remove(new Key(name, address));
        List.of(new Key(null, address), new Key(name, null))
                .forEach(key -> tries.computeIfPresent(
                        key, (same, known) -> known.count() > 1 ? new Tries(known.count() - 1, known.since()) : null));
    }

    /** How long the limit holds; empty if it is not reached. What is over is forgotten. */
    private Optional<Duration> rest(Limit limit, Instant now) {
        Tries known = tries.get(limit.key());
        if (known == null) {
            return Optional.empty();
        }
        Duration rest = Duration.between(now, known.since().plus(WINDOW));
        if (rest.isNegative() || rest.isZero()) {
            tries.remove(limit.key());
            return Optional.empty();
        }
        return known.count() >= limit.most() ? Optional.of(rest) : Optional.empty();
    }

    private void add(Key key, Instant now) {
        tries.merge(key, new Tries(1, now), (known, one) -> new Tries(known.count() + 1, known.since()));
        if (tries.size() > MOST_KEPT) {
            tries.remove(tries.keySet().iterator().next());
        }
    }

    private static List<Limit> limits(String name, String address) {
        return List.of(
                new Limit(new Key(name, address), MOST_OF_A_NAME_AT_AN_ADDRESS),
                new Limit(new Key(null, address), MOST_OF_AN_ADDRESS),
                new Limit(new Key(name, null), MOST_OF_A_NAME));
    }
}
