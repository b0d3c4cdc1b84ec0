package dev.waybill.api;

import dev.waybill.quarantine.QuarantineRing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an operator picks rows by. */
final class RequestChecks {

    private static final int MOST = 1024;

    private RequestChecks() {}

    /** The text; null if it is absent, which is any. A blank one is a mistake, and "any" would be a grave reading of it. */
    static @Nullable String text(String name, @Nullable String value) {
        if (value != null && (value.isBlank() || value.length() > MOST || value.indexOf('\0') >= 0)) {
            throw ApiResponses.badRequest(
                    "\"%s\" takes up to %d characters, not blank, without U+0000".formatted(name, MOST));
        }
        return value;
    }

    static QuarantineRing ring(String name) {
        return Arrays.stream(QuarantineRing.values())
                .filter(ring -> ring.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiResponses.badRequest("ring must be VERIFIED or UNVERIFIED"));
    }
}
