package dev.waybill.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/** Finds the bracket of a jq program that nothing closes. The parser's own place is where it gives up, lines below. */
final class OpenBracket {

    private static final String OPEN = "([{";
    private static final String CLOSE = ")]}";

    private OpenBracket() {}

    /**
     * Returns the offset of the first that is closed by another kind or by nothing.
     *
     * @param code without comments and texts
     */
    static OptionalInt in(String code) {
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
                    return OptionalInt.of(opened);
                }
            }
        }
        return open.isEmpty() ? OptionalInt.empty() : OptionalInt.of(open.peek());
    }
}
