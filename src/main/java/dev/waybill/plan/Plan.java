package dev.waybill.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of a candidate bundle with the live one.
 *
 * @param selection the compared events in words
 * @param live the SHA-256 of the live bundle, in hexadecimal
 * @param candidate the SHA-256 of the candidate
 * @param events the number of events compared so far
 * @param result the result; null until it is done
 * @param error the reason why it failed; null if it did not
 */
public record Plan(
        long id,
        State state,
        Instant madeAt,
        String madeBy,
        String selection,
        String live,
        String candidate,
        int events,
        @Nullable PlanResult result,
        @Nullable String error,
        @Nullable Instant endedAt) {

    /** The state of a plan. */
    public enum State {
        /** A hub compares events. */
        RUNNING,
        /** All events are compared. */
        DONE,
        /** Ended early, for the reason in {@code error}. */
        FAILED,
        /** An operator ended it. */
        CANCELLED
    }

    /** Returns a copy without samples, for somebody who may not see bodies. */
    public Plan withoutSamples() {
        return result == null
                ? this
                : new Plan(
                        id,
                        state,
                        madeAt,
                        madeBy,
                        selection,
                        live,
                        candidate,
                        events,
                        new PlanResult(result.lines(), List.of(), result.notes()),
                        error,
                        endedAt);
    }

    /** Returns a copy whose selection names no order, for somebody who may not see such names. */
    public Plan withoutOrder() {
        return new Plan(
                id,
                state,
                madeAt,
                madeBy,
                Selection.withoutOrder(selection),
                live,
                candidate,
                events,
                result,
                error,
                endedAt);
    }
}
