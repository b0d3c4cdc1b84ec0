package dev.waybill.history;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The recorded output of an attempt, as an operator reads it. The outcome alone tells whether the other side got it.
 *
 * @param to the address without user, password and query, then a line for each header that is kept
 * @param body its beginning, U+FFFD for bytes outside UTF-8; null if there was none, or it can't be read twice
 * @param text the beginning of a mail's plain text beside its HTML
 * @param bytes the whole body's length
 * @param cut true if {@code body} is not all of it
 */
public record SentMessageView(
        String to,
        @Nullable String body,
        @Nullable String text,
        @Nullable Long bytes,
        boolean cut) {

    /** Returns null if nothing was kept, or it was purged with the event's body. */
    static @Nullable SentMessageView of(ResultSet row) throws SQLException {
        String to = row.getString("sent_to");
        if (to == null) {
            return null;
        }
        byte[] body = row.getBytes("sent");
        Long bytes = row.getObject("sent_bytes", Long.class);
        return new SentMessageView(
                to,
                string(body),
                string(row.getBytes("sent_text")),
                bytes,
                body != null && bytes != null && body.length < bytes);
    }

    private static @Nullable String string(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
