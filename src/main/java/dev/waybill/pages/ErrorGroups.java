package dev.waybill.pages;

import dev.waybill.history.DeadLetters.Signature;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The DEAD deliveries of a destination, grouped by error. Grouping thousands of them is too much work for each refresh
 * of a page. A refresh therefore gets a result of the last seconds, if there is one.
 */
final class ErrorGroups {

    private static final long LATELY_NANOS = 5_000_000_000L;

    private final Function<String, List<Signature>> asked;
    private final LongSupplier nanoTime;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(List<Signature> signatures, long at) {}

    /**
     * @param asked the query for the current groups
     * @param nanoTime the monotonic clock, in nanoseconds
     */
    ErrorGroups(Function<String, List<Signature>> asked, LongSupplier nanoTime) {
        this.asked = asked;
        this.nanoTime = nanoTime;
    }

    List<Signature> now(String destination) {
        List<Signature> signatures = asked.apply(destination);
        known.put(destination, new Known(signatures, nanoTime.getAsLong()));
        return signatures;
    }

    /** Returns groups that are up to five seconds old. */
    List<Signature> lately(String destination) {
        Known last = known.get(destination);
        return last != null && nanoTime.getAsLong() - last.at < LATELY_NANOS ? last.signatures : now(destination);
    }
}
