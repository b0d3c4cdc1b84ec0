package dev.waybill.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No access token can be had now, so the system wasn't called; the attempt is repeated later. */
class TokenUnavailable extends IOException {

    private final String reason;

    TokenUnavailable(String connection, String reason) {
        this(connection, reason, null);
    }

    TokenUnavailable(String connection, String reason, @Nullable Throwable cause) {
        super("No access token for the connection %s: %s".formatted(connection, reason), cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
