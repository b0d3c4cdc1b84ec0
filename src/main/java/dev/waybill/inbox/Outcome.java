package dev.waybill.inbox;

import org.jspecify.annotations.Nullable;

/** What became of an arrival. */
sealed interface Outcome {

    /** The exchange property under which {@code inbox:} leaves it for the idempotent consumer. */
    String PROPERTY = "WaybillOutcome";

    /** It is committed, for the first time. */
    record Stored(long event) implements Outcome {}

    /** The same signed bytes are committed already, as this event. */
    record Duplicate(long event) implements Outcome {}

    /** Its key belongs to this event already, which has another body. */
    record Conflict(long event) implements Outcome {}

    /** Its body is this event's already, under another key, and that is to be looked at. */
    record Repeated(long event) implements Outcome {}

    /** PostgreSQL can't hold it, now or later. */
    record Unfit(String reason) implements Outcome {}

    /** Not stored, or nobody knows whether it was. */
    record Unknown(String reason, @Nullable Throwable cause) implements Outcome {}
}
