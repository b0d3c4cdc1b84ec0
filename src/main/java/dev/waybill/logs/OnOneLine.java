package dev.waybill.logs;

import java.util.Locale;

/**
 * Text from outside as a log shows it. Characters that would end the line, colour it or reverse it appear as escapes.
 */
final class OnOneLine {

    private static final int FIRST_SUPPLEMENTARY = 0x10000;

    private OnOneLine() {}

    /**
     * Returns the text with {@code \n} for a line feed, {@code \u001b} for ESC and so on; itself if there is nothing to
     * escape.
     */
    static String of(String text) {
        return text.codePoints().noneMatch(OnOneLine::isWrittenOut) ? text : written(text);
    }

    private static String written(String text) {
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isWrittenOut(point)) {
                line.append(name(point));
            } else {
                line.appendCodePoint(point);
            }
        });
        return line.toString();
    }

    /**
     * True for controls, line and paragraph separators, lone surrogates and invisible characters, direction marks
     * included.
     */
    private static boolean isWrittenOut(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String name(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, point < FIRST_SUPPLEMENTARY ? "\\u%04x" : "\\U%08x", point);
        };
    }
}
