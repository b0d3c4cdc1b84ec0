package dev.waybill.routes;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The likely place of a mistake that YAML finds further below.
 *
 * @param line from 1
 * @param column from 1
 */
record YamlSlip(int line, int column) {

    private static final Pattern VALUE = Pattern.compile("^\\s*(?:- +)*(?:[\\w.$-]+: +)?([\"'])");

    private static final Pattern NAMELESS = Pattern.compile("^[\\s-]*:");

    /**
     * Returns the last quote that nothing closes above a line, counted from 0; null if there is none. The next quote
     * then begins another text, and YAML ends the first one there.
     */
    static @Nullable YamlSlip openQuote(String text, int end) {
        List<String> lines = text.lines().toList();
        for (int i = Math.min(end, lines.size()) - 1; i >= 0; i--) {
            Matcher value = VALUE.matcher(lines.get(i));
            if (value.find()
                    && !isClosed(lines.get(i), value.end(), value.group(1))
                    && isBegun(lines, i + 1, end, value.group(1))) {
                return new YamlSlip(i + 1, value.end());
            }
        }
        return null;
    }

    /**
     * Returns the beginning of the block above a line, counted from 0, if it is deeper than the line and has one item;
     * else null. The next item then stands where its neighbours should, and YAML finds no block there.
     */
    static @Nullable YamlSlip deepBlock(String text, int end) {
        List<String> lines = text.lines().toList();
        String line = end < lines.size() ? lines.get(end) : "";
        if (line.isBlank() || NAMELESS.matcher(line).find()) {
            return null;
        }
        int depth = depth(line);
        int first = end;
        for (int i = end - 1; i >= 0 && (lines.get(i).isBlank() || depth(lines.get(i)) > depth); i--) {
            first = lines.get(i).isBlank() ? first : i;
        }
        if (first == end) {
            return null;
        }
        int deeper = depth(lines.get(first));
        long items = lines.subList(first, end).stream()
                .filter(each -> depth(each) == deeper)
                .count();
        return items == 1 ? new YamlSlip(first + 1, deeper + 1) : null;
    }

    private static int depth(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static boolean isClosed(String line, int from, String quote) {
        for (int at = from; at < line.length(); at++) {
            if (line.charAt(at) == '\\' && quote.equals("\"")) {
                at++;
            } else if (line.startsWith(quote, at)) {
                return true;
            }
        }
        return false;
    }

    /** True if the next line with that quote has it where a value begins. */
    private static boolean isBegun(List<String> lines, int from, int end, String quote) {
        return lines.subList(from, Math.min(end + 1, lines.size())).stream()
                .filter(line -> line.contains(quote))
                .findFirst()
                .filter(line -> {
                    Matcher value = VALUE.matcher(line);
                    return value.find() && value.end(1) == line.indexOf(quote) + 1;
                })
                .isPresent();
    }
}
