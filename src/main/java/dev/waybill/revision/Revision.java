package dev.waybill.revision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that was published.
 *
 * @param number its number; there are no gaps
 * @param checksum the SHA-256 of the bundle, in hexadecimal
 * @param plan the plan that it was published with; null without one
 * @param basedOn the live revision that its author began with; null if the author did not say
 */
public record Revision(
        int number,
        String checksum,
        Instant publishedAt,
        String publishedBy,
        String reason,
        @Nullable Long plan,
        @Nullable Integer basedOn) {}
