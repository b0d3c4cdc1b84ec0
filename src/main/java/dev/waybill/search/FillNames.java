package dev.waybill.search;

import dev.waybill.node.Question;
import dev.waybill.node.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Fills {@code search_event} behind the intake's back: whatever goes wrong here, accepting, routing and delivering don't
 * notice, and the next tick goes on where the last commit was. Rests three times as long as it worked: a flood of webhooks
 * has the machine, and the names follow when it is over.
 */
final class FillNames implements Tick, Question {

    private static final int RESTS = 3;

    private final FillStep step;
    private final LongSupplier nanoTime;
    private final Rest rest;
    private volatile List<String> due = List.of();

    /** @param nanoTime the monotonic clock, in nanoseconds */
    FillNames(FillStep step, LongSupplier nanoTime, Rest rest) {
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
        return ProgressRows.DUE;
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
                for (Stage stage : Stage.values()) {
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
    private List<String> without(Stage stage) {
        return due.stream().filter(name -> !name.equals(stage.name())).toList();
    }

    private boolean timed(Stage stage) throws InterruptedException {
        long begun = nanoTime.getAsLong();
        boolean more = step.step(stage);
        rest.rest(Duration.ofNanos(nanoTime.getAsLong() - begun).multipliedBy(RESTS));
        return more;
    }
}
