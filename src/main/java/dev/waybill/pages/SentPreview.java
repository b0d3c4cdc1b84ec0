package dev.waybill.pages;

import org.jspecify.annotations.Nullable;

/**
 * The message that an attempt sent, as the page shows it.
 *
 * @param to the address and headers
 * @param note the note on how much of it is shown
 * @param body the body, indented if it is JSON
 * @param text the plain text of a mail whose HTML is in {@code body}
 */
public record SentPreview(
        String to,
        String note,
        @Nullable String body,
        @Nullable String text) {}
