package dev.waybill.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often sign-in may be tried, counted in this node's memory. A name from one address gets the lowest limit.
 * A whole address gets a higher one, since several operators may use one proxy. A name from everywhere gets the
 * highest. Tries beyond a limit become slow: they become free again one by one, without a wait for a window's end. A
 * browser in which the user signed in before has a limit of its own. No one else can use that up.
 */
final class LoginThrottle {

    /** The time in which all tries of a limit become free again. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    static final int MOST_OF_A_NAME_AT_AN_ADDRESS = 5;
    static final int MOST_OF_AN_ADDRESS = 30;
    static final int MOST_OF_A_NAME = 100;
    static final int MOST_OF_A_KNOWN_BROWSER = 10;

    /** The limit of kept entries; beyond it the oldest is dropped. One address can't make that many in a window. */
    private static final int MOST_KEPT = 20_000;

    private final Clock clock;
    private final Map<Key, Instant> allFreeAt = new LinkedHashMap<>();

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * One try to sign in.
     *
     * @param browser the number of a browser that the name has signed in with before; null for any other
     */
    record Try(String name, String address, @Nullable String browser) {}

    /** The key of a limit. A null stands for any. */
    private record Key(
            @Nullable String name,
            @Nullable String address,
            @Nullable String browser) {}

    private record Limit(Key key, int most) {

        /** Returns the time until one more try is free. */
        Duration each() {
            return WINDOW.dividedBy(most);
        }
    }

    /**
     * Counts a try before it is made, so that many at once don't pass together.
     *
     * @return empty if it may be made; else the time to wait
     */
    synchronized Optional<Duration> admit(Try made) {
        Instant now = clock.instant();
        List<Limit> limits = limits(made);
        Optional<Duration> wait = limits.stream()
                .map(limit -> Duration.between(now, after(limit, now)).minus(WINDOW))
                .filter(Duration::isPositive)
                .max(Duration::compareTo);
        if (wait.isEmpty()) {
            limits.forEach(limit -> {
                Instant after = after(limit, now);
                allFreeAt.remove(limit.key());
                allFreeAt.put(limit.key(), after);
            });
            while (allFreeAt.size() > MOST_KEPT) {
                allFreeAt.remove(allFreeAt.keySet().iterator().next());
            }
        }
        return wait;
    }

    /** Takes a try with the right password back: only wrong ones count. */
    synchronized void succeeded(Try made) {
        for (Limit limit : limits(made)) {
            if (limit.key().name() != null && limit.key().address() != null) {
                allFreeAt.remove(limit.key());
            } else {
                allFreeAt.computeIfPresent(limit.key(), (same, free) -> free.minus(limit.each()));
            }
        }
    }

    /** Returns the time when all tries of the limit would be free again after one more. */
    private Instant after(Limit limit, Instant now) {
        Instant free = allFreeAt.getOrDefault(limit.key(), now);
        return (free.isAfter(now) ? free : now).plus(limit.each());
    }

    private static List<Limit> limits(Try made) {
        if (made.browser() != null) {
            return List.of(new Limit(new Key(made.name(), null, made.browser()), MOST_OF_A_KNOWN_BROWSER));
        }
        String address = AddressShare.of(made.address());
        return List.of(
                new Limit(new Key(made.name(), address, null), MOST_OF_A_NAME_AT_AN_ADDRESS),
                new Limit(new Key(null, address, null), MOST_OF_AN_ADDRESS),
                new Limit(new Key(made.name(), null, null), MOST_OF_A_NAME));
    }
}
