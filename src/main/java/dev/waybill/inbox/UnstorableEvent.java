package dev.waybill.inbox;

/**
 * The inbox can't hold this event, now or later: sending it again is useless. The event is in quarantine before this is
 * thrown.
 */
public class UnstorableEvent extends RuntimeException {

    private final String source;
    private final String key;
    private final String reason;

    public UnstorableEvent(String source, String key, String reason) {
        super("The event of source %s with key %s can't be stored: %s".formatted(source, key, reason));
        this.source = source;
        this.key = key;
        this.reason = reason;
    }

    public String source() {
        return source;
    }

    public String key() {
        return key;
    }

    /** Returns a phrase without a secret or a value of the event, fit for the answer. */
    public String reason() {
        return reason;
    }
}
