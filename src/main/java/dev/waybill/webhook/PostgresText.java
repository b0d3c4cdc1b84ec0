package dev.waybill.webhook;

import java.nio.charset.StandardCharsets;

/** The rule for a text in a PostgreSQL column of type {@code text}: neither U+0000 nor half a surrogate pair. */
final class PostgresText {

    private PostgresText() {}

    /** True if {@code text} can be stored in at most {@code maxBytes} bytes of UTF-8. */
    static boolean fits(String text, int maxBytes) {
        return text.length() <= maxBytes
                && text.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
    }
}
