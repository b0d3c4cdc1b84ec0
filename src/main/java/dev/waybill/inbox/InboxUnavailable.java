package dev.waybill.inbox;

import org.jspecify.annotations.Nullable;

/** The event could not be stored now, or nobody knows whether it was: the sender has to send it again. */
public class InboxUnavailable extends RuntimeException {

    public InboxUnavailable(String reason) {
        this(reason, null);
    }

    public InboxUnavailable(String reason, @Nullable Throwable cause) {
        // no stack trace: in an overload every sender would be worth one
        super(reason, cause, false, false);
    }
}
