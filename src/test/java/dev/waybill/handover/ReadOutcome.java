package dev.waybill.handover;

import dev.waybill.handover.Outcome.Delivered;
import dev.waybill.handover.Outcome.GivenUp;
import dev.waybill.handover.Outcome.TryAgain;
import java.time.Clock;

/** The outcome that the outbox reads from a failure, for the tests of the rooms whose routes throw it. */
public final class ReadOutcome {

    private ReadOutcome() {}

    /** {@code DELIVERED 250 reason}, {@code RETRY}, {@code UNREACHABLE} or {@code DEAD}, with status and reason. */
    public static String of(Throwable thrown) {
        Outcome outcome = new ReadFailure(Clock.systemUTC()).outcomeOf(thrown, true);
        String what =
                switch (outcome) {
                    case Delivered delivered -> "DELIVERED";
                    case Outcome.Broken broken -> "BROKEN";
                    case GivenUp givenUp -> "DEAD";
                    case TryAgain again -> again.unreachable() ? "UNREACHABLE" : "RETRY";
                };
        Answer answer = outcome.answer();
        return "%s %s %s".formatted(what, answer.status(), answer.reason());
    }
}
