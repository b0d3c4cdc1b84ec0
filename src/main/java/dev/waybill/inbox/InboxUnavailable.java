package dev.waybill.inbox;

import org.jspecify.annotations.Nullable;

/** The event could not be stored now, or nobody knows whether it was: the sender has to send it again. */
public class InboxUnavailable extends RuntimeException {

    public InboxUnavailable(String reason) {
        super(reason);
    }

    public InboxUnavailable(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
