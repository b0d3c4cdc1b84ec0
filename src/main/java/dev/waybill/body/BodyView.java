package dev.waybill.body;

import dev.waybill.Excerpt;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A body as an operator reads it.
 *
 * @param bytes the length of the body
 * @param text the text, indented if it is JSON, up to {@value #MOST} characters; invalid UTF-8 shows as U+FFFD
 * @param utf8 true if the body is UTF-8
 * @param cut true if the text is not all of it
 * @param masked true if parts of it are hidden
 */
public record BodyView(int bytes, String text, boolean utf8, boolean cut, boolean masked) {

    static final int MOST = 32 << 10;

    static final String ALL_HIDDEN = "(hidden: it is not valid JSON, so its hidden parts can't be removed)";

    /** Shows all of a body, for readers who may see it. */
    static BodyView of(byte[] body) {
        boolean utf8 = isUtf8(body);
        // Four bytes of UTF-8 make two characters, so this number of bytes is enough for the text shown.
        int shown = Math.min(body.length, 4 * MOST);
        return of(body.length, new String(body, 0, shown, StandardCharsets.UTF_8), utf8, shown < body.length, false);
    }

    /** Shows a body without the masked parts, for readers who may not see them. */
    static BodyView masked(byte[] body, Mask mask) {
        return mask.apply(body)
                .map(text -> of(body.length, text, isUtf8(body), false, true))
                .orElseGet(() -> new BodyView(body.length, ALL_HIDDEN, isUtf8(body), true, true));
    }

    private static BodyView of(int bytes, String text, boolean utf8, boolean cut, boolean masked) {
        String indented = IndentedJson.of(text, MOST + 1);
        boolean longer = indented.length() > MOST;
        return new BodyView(bytes, Excerpt.of(indented, MOST), utf8, cut || longer, masked);
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
