package dev.waybill.authorpages;

import java.util.ArrayList;
import java.util.List;

/** Cuts the text of a difference into lines by their sign, so that a page can mark each. */
final class DifferenceText {

    private DifferenceText() {}

    /**
     * A line with its style class.
     *
     * @param tone {@code added}, {@code gone}, {@code other}, {@code place}, or empty for a line that is the same
     */
    public record Part(String tone, String text) {}

    /** @param signed true if each line that differs begins with a sign */
    static List<Part> of(String difference, boolean signed) {
        List<Part> parts = new ArrayList<>();
        difference.lines().forEach(line -> parts.add(new Part(signed ? tone(line) : "", line)));
        return parts;
    }

    private static String tone(String line) {
        if (line.startsWith("@@")) {
            return "place";
        }
        if (line.isEmpty()) {
            return "";
        }
        return switch (line.charAt(0)) {
            case '+' -> "added";
            case '-' -> "gone";
            case '~' -> "other";
            default -> "";
        };
    }
}
