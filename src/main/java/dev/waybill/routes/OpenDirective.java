package dev.waybill.routes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the directive of a FreeMarker template that nothing closes. FreeMarker's own place is where it gives up, mostly
 * the end of the file.
 *
 * @param name such as {@code if}
 * @param line from 1
 * @param column from 1
 */
public record OpenDirective(String name, int line, int column) {

    private static final Set<String> CLOSED = Set.of("if", "list", "items", "macro", "function", "switch", "attempt");
    private static final Pattern NEARLY =
            Pattern.compile("(?<![<#/])([<#/]+)(%s)\\b[^>\\n]*>".formatted(String.join("|", CLOSED)));
    private static final Pattern TAG = Pattern.compile("(?s)<#--.*?-->|<(/?)#(\\w+)");

    /** Returns the last text before a line, from 1, that is a directive but for its sign; null if none is. */
    public static @Nullable OpenDirective withoutSign(String text, int line) {
        OpenDirective last = null;
        Matcher nearly = NEARLY.matcher(text);
        while (nearly.find() && lineOf(text, nearly.start()) <= line) {
            if (!nearly.group(1).equals("<#") && !nearly.group(1).equals("</#")) {
                last = at(text, nearly.start(), nearly.group(2));
            }
        }
        return last;
    }

    /** Returns the innermost one that is open at the end of the text; null if none is. */
    public static @Nullable OpenDirective of(String text) {
        Deque<OpenDirective> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            String name = tag.group(2);
            if (name == null || !CLOSED.contains(name)) {
                continue; // a comment, or a directive without an end
            }
            if (tag.group(1).isEmpty()) {
                open.push(at(text, tag.start(), name));
            } else if (!open.isEmpty() && open.peek().name.equals(name)) {
                open.pop();
            }
        }
        return open.peek();
    }

    private static OpenDirective at(String text, int offset, String name) {
        return new OpenDirective(name, lineOf(text, offset), offset - text.lastIndexOf('\n', offset - 1));
    }

    private static int lineOf(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
