package dev.waybill.index;

import dev.waybill.cluster.Poll;
import dev.waybill.cluster.Tick;
import dev.waybill.index.IndexStep.IndexPass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Fills {@code search_event} after the commits of the intake. A failure here doesn't affect accepting, routing and
 * delivering; the next tick continues after the last commit. It rests three times as long as it worked. During a flood
 * the machine serves webhooks, and the index catches up later.
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

    /** Continues while there is more. The stages take turns, so that new events never wait for old ones. */
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

    /** Removes a stage. If it loses an answer that comes at this moment, the answer comes again in a second. */
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
