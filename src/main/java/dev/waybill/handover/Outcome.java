package dev.waybill.handover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt ended, as the destination's route showed it. */
public sealed interface Outcome {

    /** What came back from the other side, as far as is known; kept with the attempt. */
    Answer answer();

    /** The other side has it. */
    public record Delivered(Answer answer) implements Outcome {}

    /**
     * Not this time.
     *
     * @param notBefore the pause that the other side asked for; null leaves it to the back-off
     * @param unreachable whether the failure speaks of the destination as a whole: it counts for its circuit
     */
    public record TryAgain(Answer answer, @Nullable Duration notBefore, boolean unreachable) implements Outcome {

        public TryAgain(Answer answer, @Nullable Duration notBefore) {
            this(answer, notBefore, false);
        }
    }

    /** The route's own code failed before it came to a call, and would fail with other events too: the event isn't to blame. */
    public record Broken(Answer answer) implements Outcome {}

    /** Never: no retry can mend it. */
    public record GivenUp(Answer answer) implements Outcome {}
}
