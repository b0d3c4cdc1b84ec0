package dev.waybill.index;

import dev.waybill.cluster.Poll;
import dev.waybill.cluster.Tick;
import dev.waybill.index.IndexStep.IndexPass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Fills {@code search_event} behind the intake's back: whatever goes wrong here, accepting, routing and delivering don't
 * notice, and the next tick goes on where the last commit was. Rests three times as long as it worked: a flood of webhooks
 * has the machine, and the names follow when it is over.
 */
final class BuildSearchIndex implements Tick, Poll {

    private static final int RESTS = 3;

    private final IndexStep step;
    private final LongSupplier nanoTime;
    private final Rest rest;
    private volatile List<String> due = List.of();

    /** @param nanoTime the monotonic clock, in nanoseconds */
    BuildSearchIndex(IndexStep step, LongSupplier nanoTime, Rest rest) {
        this.step = step;
        this.nanoTime = nanoTime;
        this.rest = rest;
    }

    /** Waits. */
    @FunctionalInterface
    interface Rest {
        void rest(Duration duration) throws InterruptedException;
    }

    @Override
    public String sql() {
        return IndexProgress.DUE;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of();
    }

    @Override
    public void answered(List<String> stages) {
        due = List.copyOf(stages);
    }

    /** Goes on while there is more. What is new never waits for what is old: they take turns. */
    @Override
    public void tick() {
        try {
            while (!due.isEmpty()) {
                for (IndexPass stage : IndexPass.values()) {
                    if (due.contains(stage.name()) && !timed(stage)) {
                        due = without(stage);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the hub stops
        }
    }

    /** An answer that comes just now and is lost by this is given again in a second. */
    private List<String> without(IndexPass stage) {
        return due.stream().filter(name -> !name.equals(stage.name())).toList();
    }

    private boolean timed(IndexPass stage) throws InterruptedException {
        long begun = nanoTime.getAsLong();
        boolean more = step.step(stage);
        rest.rest(Duration.ofNanos(nanoTime.getAsLong() - begun).multipliedBy(RESTS));
        return more;
    }
}
