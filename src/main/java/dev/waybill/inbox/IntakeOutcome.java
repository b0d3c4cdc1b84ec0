package dev.waybill.inbox;

import org.jspecify.annotations.Nullable;

/** What became of an arrival. */
public sealed interface IntakeOutcome {

    /** The exchange property under which {@code inbox:} leaves it for the idempotent consumer. */
    String PROPERTY = "WaybillOutcome";

    /** It is committed, for the first time. */
    record Stored(long event) implements IntakeOutcome {}

    /** The same signed bytes are committed already, as this event. */
    record Duplicate(long event) implements IntakeOutcome {}

    /** Its key belongs to this event already, which has another body. */
    record Conflict(long event) implements IntakeOutcome {}

    /** Its body is this event's already, under another key, and that is to be looked at. */
    record Repeated(long event) implements IntakeOutcome {}

    /** PostgreSQL can't hold it, now or later. */
    record Unfit(String reason) implements IntakeOutcome {}

    /** Not stored, or nobody knows whether it was. */
    record Unknown(String reason, @Nullable Throwable cause) implements IntakeOutcome {}
}
