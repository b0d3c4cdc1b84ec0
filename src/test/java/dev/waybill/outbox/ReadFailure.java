package dev.waybill.outbox;

import dev.waybill.outbox.Outcome.Delivered;
import dev.waybill.outbox.Outcome.GivenUp;
import dev.waybill.outbox.Outcome.TryAgain;
import java.time.Clock;

/** The outcome that the outbox reads from a failure, for the tests of the rooms whose routes throw it. */
public final class ReadFailure {

    private ReadFailure() {}

    /** {@code DELIVERED 250 reason}, {@code RETRY}, {@code UNREACHABLE} or {@code DEAD}, with status and reason. */
    public static String of(Throwable thrown) {
        Outcome outcome = new Failure(Clock.systemUTC()).outcomeOf(thrown, true);
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
