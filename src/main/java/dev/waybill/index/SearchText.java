package dev.waybill.index;

import java.nio.charset.StandardCharsets;

/** Limits of the texts that can be searched for. */
public final class SearchText {

    /** The longest name, in bytes of UTF-8, well below the limit of an index entry. */
    public static final int NAME_BYTES = 255;

    private SearchText() {}

    public static boolean isName(String text) {
        return !text.isBlank() && isStorable(text) && text.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES;
    }

    /** True if PostgreSQL can store the text: it refuses U+0000 and half a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
