package dev.waybill.erp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No access token can be had now, so the ERP wasn't called; the attempt is repeated later. */
class TokenUnavailable extends IOException {

    private final String reason;

    TokenUnavailable(String reason) {
        this(reason, null);
    }

    TokenUnavailable(String reason, @Nullable Throwable cause) {
        super("No access token for the ERP: " + reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
