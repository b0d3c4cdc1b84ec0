package dev.waybill.index;

import java.nio.charset.StandardCharsets;

/** What can be looked for. */
public final class SearchText {

    /** The longest name, in bytes of UTF-8: what an index entry holds at ease. */
    public static final int NAME_BYTES = 255;

    private SearchText() {}

    public static boolean isName(String text) {
        return !text.isBlank() && isStorable(text) && text.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES;
    }

    /** Whether PostgreSQL has such a text: not with U+0000, and not with half a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
