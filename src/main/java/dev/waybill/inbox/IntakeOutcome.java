package dev.waybill.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of an arrival. */
public sealed interface IntakeOutcome {

    /** The event is committed, for the first time. */
    record Stored(long event) implements IntakeOutcome {}

    /** The brokers of a buffer have the event, and the inbox will. */
    record Buffered() implements IntakeOutcome {}

    /** The same signed bytes are committed already, as this event. */
    record Duplicate(long event) implements IntakeOutcome {}

    /** The key belongs to this event already, which has another body. */
    record Conflict(long event) implements IntakeOutcome {}

    /** The body belongs to this event already, under another key, and an operator has to decide. */
    record Repeated(long event) implements IntakeOutcome {}

    /** PostgreSQL can't hold the event, now or later. */
    record Unfit(String reason) implements IntakeOutcome {}

    /** The event is not stored, or the outcome is unknown. */
    record Unknown(String reason, @Nullable Throwable cause) implements IntakeOutcome {}

    /**
     * Returns the outcome that a sender hears for a whole request: an unknown one before all others, then
     * one that is no success, then a new event.
     */
    static IntakeOutcome first(List<IntakeOutcome> outcomes) {
        IntakeOutcome first = outcomes.getFirst();
        for (IntakeOutcome outcome : outcomes) {
            first = outcome.rank() < first.rank() ? outcome : first;
        }
        return first;
    }

    private int rank() {
        return switch (this) {
            case Unknown unknown -> 0;
            case Unfit unfit -> 1;
            case Conflict conflict -> 1;
            case Repeated repeated -> 1;
            case Stored stored -> 2;
            case Buffered buffered -> 2;
            case Duplicate duplicate -> 3;
        };
    }
}
