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

    /** True if the text can be stored in at most {@code maxBytes} bytes of UTF-8. */
    public static boolean fits(String text, int maxBytes) {
        return text.length() <= maxBytes && canHold(text) && bytes(text) <= maxBytes;
    }

    /** Returns the length in a UTF-8 database. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns the text with U+FFFD for each character that can't be held, cut to the given number of characters. */
    public static String repaired(String text, int most) {
        var repaired = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length() && i < most; i++) {
            repaired.append(isBad(text, i) ? REPLACEMENT : text.charAt(i));
        }
        int last = repaired.length() - 1;
        if (last >= 0 && Character.isHighSurrogate(repaired.charAt(last))) {
            repaired.setCharAt(last, REPLACEMENT); // the cut split a pair
        }
        return repaired.toString();
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
