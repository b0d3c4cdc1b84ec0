package dev.waybill.handover;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The outbox's reading of an exception that a route threw before any call, for tests of the destinations' routes. */
public final class Judged {

    private Judged() {}

    /** Why the event is refused for good; null if it is not. */
    public static @Nullable String refusal(Exception thrown) {
        Outcome outcome = new ReadFailure(Clock.systemUTC()).outcomeOf(thrown, false);
        return outcome instanceof Outcome.GivenUp(Answer answer) ? answer.reason() : null;
    }
}
