package dev.waybill.live;

import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** The routes of a revision can't be made on this hub; the message says why. */
final class RoutesNotMade extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RoutesNotMade(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    static RoutesNotMade because(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        String reason = root.getMessage();
        return new RoutesNotMade(reason == null ? root.toString() : reason, failure);
    }
}
