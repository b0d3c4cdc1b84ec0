package dev.waybill.body;

/**
 * Indents a JSON text and changes no token of it: numbers, repeated keys and escapes stay as they were sent. Characters
 * that turn the reading direction or are invisible appear as JSON's escapes for them. Invalid JSON comes out as it is,
 * with line breaks somewhere; nothing is refused.
 */
final class IndentedJson {

    private static final int DEEPEST = 64;

    private final String text;
    private final int most;
    private final StringBuilder out;
    private int depth;

    private IndentedJson(String text, int most) {
        this.text = text;
        this.most = most;
        this.out = new StringBuilder(Math.min(most, 2 * text.length() + 16));
    }

    /** @param most the number of characters that are needed; the result may be a line longer */
    static String of(String text, int most) {
        var json = new IndentedJson(text, most);
        char first = text.isBlank() ? 0 : text.strip().charAt(0);
        if (first == '{' || first == '[') {
            json.write();
        } else {
            text.chars().limit(most).forEach(c -> json.append((char) c));
        }
        return json.out.toString();
    }

    private void write() {
        int i = 0;
        while (i < text.length() && out.length() < most) {
            char c = text.charAt(i);
            if (c == '"') {
                i = string(i);
                continue;
            }
            switch (c) {
                case '{', '[' -> i = open(i);
                case '}', ']' -> close(c);
                case ',' -> {
                    out.append(c);
                    line();
                }
                case ':' -> out.append(": ");
                case ' ', '\t', '\r', '\n' -> {
                    // The line's own white space replaces it.
                }
                default -> append(c);
            }
            i++;
        }
    }

    /** @return the index after the string */
    private int string(int start) {
        append('"');
        int i = start + 1;
        while (i < text.length() && out.length() < most) {
            char c = text.charAt(i++);
            append(c);
            if (c == '\\' && i < text.length()) {
                append(text.charAt(i++));
            } else if (c == '"') {
                return i;
            }
        }
        return i;
    }

    /** @return the index of the bracket, or of its counterpart if there is nothing between them */
    private int open(int i) {
        char bracket = text.charAt(i);
        out.append(bracket);
        int next = i + 1;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next < text.length() && text.charAt(next) == (bracket == '{' ? '}' : ']')) {
            out.append(text.charAt(next));
            return next;
        }
        depth++;
        line();
        return i;
    }

    private void close(char bracket) {
        depth = Math.max(0, depth - 1);
        line();
        out.append(bracket);
    }

    private void line() {
        out.append('\n').repeat("  ", Math.min(depth, DEEPEST));
    }

    private void append(char c) {
        int type = Character.getType(c);
        if (type == Character.FORMAT || type == Character.CONTROL && c != '\n' && c != '\r' && c != '\t') {
            out.append("\\u%04x".formatted((int) c));
        } else {
            out.append(c);
        }
    }
}
