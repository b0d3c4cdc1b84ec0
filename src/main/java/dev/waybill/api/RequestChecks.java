package dev.waybill.api;

import dev.waybill.quarantine.QuarantineRing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks the values by which an operator selects rows. */
final class RequestChecks {

    private static final int MOST = 1024;

    private RequestChecks() {}

    /**
     * Returns the text; null if it is absent, which means any. A blank text is an error, since reading it as "any"
     * could do harm.
     */
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
