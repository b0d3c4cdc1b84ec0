package dev.waybill.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reason why an unfinished event or delivery waits.
 *
 * @param sentence the same for a reader
 * @param event the event that it waits for, if it is another one
 * @param delivery the delivery that it waits for, if it is another one
 * @param until the time when it goes on by itself; null if unknown, or if an operator has to act
 */
public record WaitReason(
        Why why,
        String sentence,
        @Nullable Long event,
        @Nullable Long delivery,
        @Nullable Instant until) {

    /** The reasons. */
    public enum Why {
        /**
         * The event was accepted and no router has taken it up: this takes moments, unless its source's route is
         * stopped.
         */
        TO_BE_ROUTED,
        /** The event's route threw; it is tried again, and holds its message group. */
        ROUTE_FAILED,
        /** An earlier event of its group could not be routed. */
        ELDER_NOT_ROUTED,
        /**
         * The event's route named no destination: an operator routes it again or discards it. Nothing waits for it.
         */
        NO_DESTINATION,
        /** An earlier event of its group is not delivered to this destination. */
        ELDER_NOT_DELIVERED,
        /**
         * The delivery has no attempts left, or was refused; it holds its group until an operator replays or skips it.
         */
        DEAD,
        /** A node hands it over now. */
        IN_FLIGHT,
        /** An operator paused the destination, or the hub did. */
        PAUSED,
        /** No node reaches the destination; it is probed. */
        OUT_OF_REACH,
        /** An attempt failed; the next one comes when the pause is over. */
        BACKING_OFF,
        /** The destination's route does not run on this node; it may run on another. */
        ROUTE_STOPPED,
        /** The delivery is due, and waits for a free permit. */
        DUE
    }

    static WaitReason forIt(Why why, String sentence) {
        return new WaitReason(why, sentence, null, null, null);
    }
}
