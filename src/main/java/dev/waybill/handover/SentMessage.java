package dev.waybill.handover;

import org.jspecify.annotations.Nullable;

/**
 * The message that an attempt sent, or the intended one if the written bytes can't be read.
 *
 * @param to the address without user, password and query, then a line for each kept header; without NUL
 * @param body the first bytes of the body; null without one or if unreadable; also null if it is the event's received
 *     body, and {@code bytes} is then its length
 * @param text the first bytes of a mail's plain text beside its HTML
 * @param bytes the whole body's length; null if unknown
 */
public record SentMessage(
        String to,
        byte @Nullable [] body,
        byte @Nullable [] text,
        @Nullable Long bytes) {

    /**
     * Returns the first bytes that went out; null without any, or if unreadable.
     *
     * @param received the event's body, which is not kept a second time
     */
    public byte @Nullable [] bodyOf(byte[] received) {
        return body == null && bytes != null ? received : body;
    }

    /** Returns a copy with one more line after the address. */
    SentMessage noted(String line) {
        return new SentMessage(to + "\n" + line, body, text, bytes);
    }
}
