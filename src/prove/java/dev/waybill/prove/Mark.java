package dev.waybill.prove;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark by which the harness knows an event at every receiver, whatever the hub says of it: it goes out inside the document.
 *
 * @param order the order's number in this run
 * @param position the event's place in its order, from 0
 */
record Mark(int order, int position) {

    private static final Pattern TEXT = Pattern.compile("(\\d+)-(\\d+)");

    static Mark parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("No mark: " + text));
    }

    /** The first mark in the text. */
    static Optional<Mark> find(String text) {
        Matcher mark = TEXT.matcher(text);
        return mark.find()
                ? Optional.of(new Mark(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return order + "-" + position;
    }
}
