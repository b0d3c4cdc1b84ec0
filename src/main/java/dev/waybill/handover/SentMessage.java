package dev.waybill.handover;

import org.jspecify.annotations.Nullable;

/**
 * The message that an attempt put on the wire, or meant to where the wire is not seen.
 *
 * @param to the address without user, password and query, then a line for each header that is kept; no NUL in it
 * @param body its first bytes; null where there was none, or nothing that can be read twice, or it is the event's body as
 *     it was received: then {@code bytes} is its length
 * @param text the first bytes of a mail's plain text beside its HTML
 * @param bytes the whole body's length; null where it isn't known
 */
public record SentMessage(
        String to,
        byte @Nullable [] body,
        byte @Nullable [] text,
        @Nullable Long bytes) {

    /** The same with one more line behind the address. */
    SentMessage noted(String line) {
        return new SentMessage(to + "\n" + line, body, text, bytes);
    }
}
