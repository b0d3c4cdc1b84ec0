package dev.waybill.batch;

import java.nio.charset.StandardCharsets;

/** The rules of a {@code text} column: any Unicode except U+0000 and half surrogate pairs. */
public final class PostgresText {

    private static final char REPLACEMENT = '\uFFFD';

    private PostgresText() {}

    public static boolean canHold(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isBad(text, i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the length in a UTF-8 database. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns the text with U+FFFD for each character that can't be held, cut to the given number of characters. */
    public static String mended(String text, int most) {
        var mended = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length() && i < most; i++) {
            mended.append(isBad(text, i) ? REPLACEMENT : text.charAt(i));
        }
        int last = mended.length() - 1;
        if (last >= 0 && Character.isHighSurrogate(mended.charAt(last))) {
            mended.setCharAt(last, REPLACEMENT); // the cut split a pair
        }
        return mended.toString();
    }

    private static boolean isBad(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c == 0;
    }
}
