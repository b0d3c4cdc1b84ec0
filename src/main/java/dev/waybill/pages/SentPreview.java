package dev.waybill.pages;

import org.jspecify.annotations.Nullable;

/**
 * What went out by an attempt.
 *
 * @param to the address and headers
 * @param note how much of it is shown
 * @param body indented if it is JSON
 * @param text a mail's plain text, beside its HTML in {@code body}
 */
public record SentPreview(
        String to,
        String note,
        @Nullable String body,
        @Nullable String text) {}
