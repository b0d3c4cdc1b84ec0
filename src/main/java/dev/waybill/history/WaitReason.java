package dev.waybill.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What something that is not finished waits for.
 *
 * @param sentence the same for a reader
 * @param event the event that it waits for, if it is another one
 * @param delivery the delivery that it waits for, if it is another one
 * @param until when it goes on by itself; null if nobody can say, or if an operator has to act
 */
public record WaitReason(
        Why why,
        String sentence,
        @Nullable Long event,
        @Nullable Long delivery,
        @Nullable Instant until) {

    /** The reasons. */
    public enum Why {
        /** It was accepted and no router has taken it up: moments, unless its source's route is stopped. */
        TO_BE_ROUTED,
        /** Its route threw; it is tried again, and holds its group. */
        ROUTE_FAILED,
        /** An elder of its group could not be routed. */
        ELDER_NOT_ROUTED,
        /** Its route named no destination: an operator routes it again or discards it. Holds nobody. */
        NO_DESTINATION,
        /** An elder of its group is not delivered to this destination. */
        ELDER_NOT_DELIVERED,
        /** It gave up, and holds its group until an operator replays or skips it. */
        DEAD,
        /** A node hands it over now. */
        IN_FLIGHT,
        /** An operator paused the destination. */
        PAUSED,
        /** Nobody reaches the destination; it is probed. */
        OUT_OF_REACH,
        /** An attempt failed; the next comes when the pause is over. */
        BACKING_OFF,
        /** The destination's route does not run on this node; another one's may. */
        ROUTE_STOPPED,
        /** It is due, and waits for a free hand. */
        DUE
    }

    static WaitReason forIt(Why why, String sentence) {
        return new WaitReason(why, sentence, null, null, null);
    }
}
