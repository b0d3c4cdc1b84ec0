package dev.waybill.body;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A body as an operator reads it.
 *
 * @param bytes its length
 * @param text indented if it is JSON, up to {@value #MOST} characters; what is no UTF-8 shows as U+FFFD
 * @param utf8 whether it is UTF-8
 * @param cut whether the text is not all of it
 * @param masked whether something of it is hidden
 */
public record BodyView(int bytes, String text, boolean utf8, boolean cut, boolean masked) {

    static final int MOST = 32 << 10;

    static final String ALL_HIDDEN = "(hidden: it can't be read as JSON, so nothing in it can be left out)";

    /** All of it, for whoever may see it. */
    static BodyView of(byte[] body) {
        boolean utf8 = isUtf8(body);
        // four bytes of UTF-8 are two characters: so many bytes are enough for what is shown
        int shown = Math.min(body.length, 4 * MOST);
        return of(body.length, new String(body, 0, shown, StandardCharsets.UTF_8), utf8, shown < body.length, false);
    }

    /** Without what the mask names, for whoever may not see that. */
    static BodyView masked(byte[] body, Mask mask) {
        return mask.apply(body)
                .map(text -> of(body.length, text, isUtf8(body), false, true))
                .orElseGet(() -> new BodyView(body.length, ALL_HIDDEN, isUtf8(body), true, true));
    }

    private static BodyView of(int bytes, String text, boolean utf8, boolean cut, boolean masked) {
        String indented = IndentedJson.of(text, MOST + 1);
        boolean longer = indented.length() > MOST;
        int end = longer && Character.isHighSurrogate(indented.charAt(MOST - 1)) ? MOST - 1 : MOST;
        return new BodyView(bytes, longer ? indented.substring(0, end) : indented, utf8, cut || longer, masked);
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
