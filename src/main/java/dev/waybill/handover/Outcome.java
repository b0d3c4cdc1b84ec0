package dev.waybill.handover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of an attempt, as the destination's route showed it. */
public sealed interface Outcome {

    /** Returns the known answer of the other side; kept with the attempt. */
    Answer answer();

    /** The other side has the delivery. */
    public record Delivered(Answer answer) implements Outcome {}

    /**
     * The attempt failed, but a later one may succeed.
     *
     * @param requestedPause the pause that the other side asked for; null leaves it to the back-off
     * @param unreachable true if the failure concerns the whole destination: it counts for its circuit
     */
    public record TryAgain(Answer answer, @Nullable Duration requestedPause, boolean unreachable) implements Outcome {

        public TryAgain(Answer answer, @Nullable Duration requestedPause) {
            this(answer, requestedPause, false);
        }
    }

    /** The route's own code failed before any call, and would fail with other events too: the event is not to blame. */
    public record Broken(Answer answer) implements Outcome {}

    /** The delivery is given up: no retry can help. */
    public record GivenUp(Answer answer) implements Outcome {}
}
