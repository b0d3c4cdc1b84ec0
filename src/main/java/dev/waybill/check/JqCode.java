package dev.waybill.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/** A jq program without its comments and texts, so that a name found in it is code. */
final class JqCode {

    private static final String OPEN = "([{";
    private static final String CLOSE = ")]}";

    private final StringBuilder code;

    /** The open brackets of each {@code \(…)} that the place is in, innermost first. */
    private final Deque<Integer> brackets = new ArrayDeque<>();

    private JqCode(String program) {
        this.code = new StringBuilder(program);
    }

    /** Returns a text of the same length, with blanks where comments and texts are. */
    static String of(String program) {
        JqCode reader = new JqCode(program);
        int at = 0;
        while (at < program.length()) {
            at = reader.read(program, at);
        }
        return reader.code.toString();
    }

    /**
     * Returns the offset of the bracket that nothing closes, or that another kind does. The parser's own place is where
     * it gives up, lines below.
     */
    static OptionalInt openBracket(String program) {
        String code = of(program);
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = 0; at < code.length(); at++) {
            int kind = CLOSE.indexOf(code.charAt(at));
            if (OPEN.indexOf(code.charAt(at)) >= 0) {
                open.push(at);
            } else if (kind >= 0) {
                if (open.isEmpty()) {
                    return OptionalInt.empty(); // one too many, where the parser is right
                }
                int opened = open.pop();
                if (code.charAt(opened) != OPEN.charAt(kind)) {
                    boolean tooMany = count(code, CLOSE.charAt(kind)) > count(code, OPEN.charAt(kind));
                    return tooMany ? OptionalInt.empty() : OptionalInt.of(opened);
                }
            }
        }
        return open.isEmpty() ? OptionalInt.empty() : OptionalInt.of(open.peek());
    }

    private static long count(String code, char bracket) {
        return code.chars().filter(c -> c == bracket).count();
    }

    private int read(String program, int at) {
        switch (program.charAt(at)) {
            case '#' -> {
                int end = program.indexOf('\n', at);
                return blank(at, end < 0 ? program.length() : end);
            }
            case '"' -> {
                return text(program, at, at + 1);
            }
            case '(' -> count(1);
            case ')' -> {
                if (!brackets.isEmpty() && brackets.peek() == 0) {
                    brackets.pop();
                    return text(program, at, at + 1);
                }
                count(-1);
            }
            default -> {
                // code
            }
        }
        return at + 1;
    }

    private void count(int change) {
        if (!brackets.isEmpty()) {
            brackets.push(brackets.pop() + change);
        }
    }

    /** Blanks a text up to its end, or up to the code that it holds. */
    private int text(String program, int start, int from) {
        for (int at = from; at < program.length(); at++) {
            if (program.charAt(at) == '"') {
                return blank(start, at + 1);
            }
            if (program.charAt(at) == '\\') {
                at++;
                if (at < program.length() && program.charAt(at) == '(') {
                    brackets.push(0);
                    return blank(start, at + 1);
                }
            }
        }
        return blank(start, program.length());
    }

    private int blank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (code.charAt(i) != '\n') {
                code.setCharAt(i, ' ');
            }
        }
        return end;
    }
}
