package dev.waybill.webhook;

/** The result of a webhook on the intake route. Its context carries it beside the HTTP answer that was made of it. */
public sealed interface IntakeResult {

    /** The webhook is a new event, committed. */
    record Accepted(long event) implements IntakeResult {}

    /** The webhook is in its source's buffer, and has no event yet. */
    record Buffered() implements IntakeResult {}

    /** The webhook was accepted before, as this event. */
    record Duplicate(long event) implements IntakeResult {}

    /** The request was no event. */
    record NoEvent() implements IntakeResult {}

    /** The webhook was not stored. */
    record NotStored(Problem problem) implements IntakeResult {}
}
