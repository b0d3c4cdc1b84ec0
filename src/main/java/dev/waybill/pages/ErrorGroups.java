package dev.waybill.pages;

import dev.waybill.history.DeadLetters.Signature;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Why a destination's dead deliveries died. Grouping thousands of them is more than a page that refreshes itself should
 * ask for each time: it gets what somebody asked for within the last seconds.
 */
final class ErrorGroups {

    private static final long LATELY_NANOS = 5_000_000_000L;

    private final Function<String, List<Signature>> asked;
    private final LongSupplier nanoTime;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(List<Signature> signatures, long at) {}

    /** @param asked finds them anew @param nanoTime the monotonic clock, in nanoseconds */
    ErrorGroups(Function<String, List<Signature>> asked, LongSupplier nanoTime) {
        this.asked = asked;
        this.nanoTime = nanoTime;
    }

    List<Signature> now(String destination) {
        List<Signature> signatures = asked.apply(destination);
        known.put(destination, new Known(signatures, nanoTime.getAsLong()));
        return signatures;
    }

    /** Up to five seconds old. */
    List<Signature> lately(String destination) {
        Known last = known.get(destination);
        return last != null && nanoTime.getAsLong() - last.at < LATELY_NANOS ? last.signatures : now(destination);
    }
}
