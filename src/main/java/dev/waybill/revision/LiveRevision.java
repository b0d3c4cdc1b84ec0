package dev.waybill.revision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The revision that all hubs are to run.
 *
 * @param change the number of changes so far, one more for each command
 * @param canary the revision that is tried beside it; null if none is
 */
public record LiveRevision(
        int number,
        long change,
        Instant changedAt,
        String changedBy,
        @Nullable Canary canary) {

    /**
     * A revision that is tried.
     *
     * @param first the number of events of each type that it takes
     */
    public record Canary(int number, int first) {}
}
