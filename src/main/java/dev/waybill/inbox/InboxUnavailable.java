package dev.waybill.inbox;

/** The event could not be stored now, or nobody knows whether it was: the sender has to send it again. */
public class InboxUnavailable extends RuntimeException {

    public InboxUnavailable(String reason) {
        super(reason);
    }

    public InboxUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
