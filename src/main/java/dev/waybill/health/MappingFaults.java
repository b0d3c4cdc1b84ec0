package dev.waybill.health;

import dev.waybill.handover.Answer;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.Outcome.Broken;
import dev.waybill.handover.Outcome.TryAgain;
import org.jspecify.annotations.Nullable;

/**
 * This node's count of consecutive attempts that ended with the same error of the destination's mapping. The
 * destination is paused at the limit: each further event would fail the same way, and none is to blame.
 */
public final class MappingFaults {

    private final String destination;
    private final int most;
    private final PauseByHub pause;

    private @Nullable String kind;
    private int inARow;

    /** @param most the limit; 0: the destination is never paused */
    public MappingFaults(String destination, int most, PauseByHub pause) {
        this.destination = destination;
        this.most = most;
        this.pause = pause;
    }

    /**
     * Takes the outcome of a settled attempt. A failure before the call for another reason says nothing about the
     * mapping.
     */
    public synchronized void ended(FinishedAttempt attempted) {
        if (attempted.outcome() instanceof Broken(Answer answer)) {
            count(String.valueOf(answer.reason()));
        } else if (attempted.calledOutside() || !(attempted.outcome() instanceof TryAgain)) {
            inARow = 0;
        }
    }

    private void count(String error) {
        pause.counted(destination);
        String now = kind(error);
        inARow = now.equals(kind) ? inARow + 1 : 1;
        kind = now;
        if (most > 0 && inARow >= most) {
            pause.pause(destination, inARow, error);
            inARow = 0; // resumed with the same mapping, the destination is paused again after the same number
        }
    }

    /** Returns the error without the event's own values: numbers, and text in quotes or brackets. */
    private static String kind(String error) {
        return error.replaceAll("\"[^\"]*\"|\\([^)]*\\)|[0-9]+", "*");
    }
}
