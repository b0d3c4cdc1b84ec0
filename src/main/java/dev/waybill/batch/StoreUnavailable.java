package dev.waybill.batch;

import org.jspecify.annotations.Nullable;

/** The event could not be stored now, or the outcome is unknown: the sender has to send it again. */
public class StoreUnavailable extends RuntimeException {

    public StoreUnavailable(String reason) {
        this(reason, null);
    }

    public StoreUnavailable(String reason, @Nullable Throwable cause) {
        // no stack trace: an overload would make one for every sender
        super(reason, cause, false, false);
    }
}
