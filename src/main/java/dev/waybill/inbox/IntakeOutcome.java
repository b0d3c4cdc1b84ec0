package dev.waybill.inbox;

import org.jspecify.annotations.Nullable;

/** The outcome of an arrival. */
public sealed interface IntakeOutcome {

    /** The event is committed, for the first time. */
    record Stored(long event) implements IntakeOutcome {}

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
}
