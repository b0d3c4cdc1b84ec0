package dev.waybill.search;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The byte strings by which a piece of text may appear in a body. */
final class TextPatterns {

    private TextPatterns() {}

    /**
     * Returns the text as typed, in small letters, in capitals and Capitalised; each plain, and as JSON may write it.
     */
    static byte[][] of(String text) {
        Set<String> cases = new LinkedHashSet<>();
        cases.add(text);
        cases.add(text.toLowerCase(Locale.ROOT));
        cases.add(text.toUpperCase(Locale.ROOT));
        cases.add(capitalised(text.toLowerCase(Locale.ROOT)));
        Set<String> needles = new LinkedHashSet<>();
        for (String one : cases) {
            String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(one));
            needles.add(one);
            needles.add(quoted);
            needles.add(quoted.replace("/", "\\/"));
            needles.add(ascii(quoted, "%04x"));
            needles.add(ascii(quoted, "%04X"));
        }
        return needles.stream()
                .map(needle -> needle.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private static String capitalised(String text) {
        int end = text.offsetByCodePoints(0, 1);
        return text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
    }

    /** Writes every character outside ASCII as JSON's escape. */
    private static String ascii(String text, String digits) {
        var escaped = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            if (c < 0x80) {
                escaped.append(c);
            } else {
                escaped.append("\\u").append(String.format(Locale.ROOT, digits, (int) c));
            }
        }
        return escaped.toString();
    }
}
