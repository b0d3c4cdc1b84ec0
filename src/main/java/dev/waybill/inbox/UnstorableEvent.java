package dev.waybill.inbox;

/**
 * The inbox can't hold this event, now or later: sending it again is useless. The event is in quarantine before this is
 * thrown.
 */
public class UnstorableEvent extends RuntimeException {

    private final String reason;

    public UnstorableEvent(String source, String key, String reason) {
        super("The event of source %s with key %s can't be stored: %s".formatted(source, key, reason));
        this.reason = reason;
    }

    /** Returns a phrase without a secret or a value of the event, fit for the answer. */
    public String reason() {
        return reason;
    }
}
