package dev.waybill.batch;

import org.jspecify.annotations.Nullable;

/** The event could not be stored now, or nobody knows whether it was: the sender has to send it again. */
public class StoreUnavailable extends RuntimeException {

    public StoreUnavailable(String reason) {
        this(reason, null);
    }

    public StoreUnavailable(String reason, @Nullable Throwable cause) {
        // no stack trace: in an overload every sender would be worth one
        super(reason, cause, false, false);
    }
}
