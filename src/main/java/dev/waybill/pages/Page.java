package dev.waybill.pages;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of a longer list.
 *
 * @param rows the rows to show
 * @param more true if another page follows
 */
record Page<T>(List<T> rows, boolean more) {

    /** The value of {@code before} on the first page of a list that begins with the newest. */
    static final String FROM_THE_NEWEST = "9223372036854775807";

    /** @param found the rows, with one more than the page shows if there is one */
    static <T> Page<T> of(List<T> found, int size) {
        return new Page<>(found.subList(0, Math.min(size, found.size())), found.size() > size);
    }

    /** Returns the id where the next page goes on; null if there is none. */
    @Nullable
    Long next(ToLongFunction<T> id) {
        return more ? id.applyAsLong(rows.getLast()) : null;
    }
}
