package dev.waybill.sources;

import com.fasterxml.jackson.core.JsonPointer;
import dev.waybill.settings.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The place of the events in a request that has several of them.
 *
 * @param list the list in the body
 * @param item the event in an element of it
 * @param contentType the content type of such requests; empty if each request is one
 */
public record Items(JsonPointer list, JsonPointer item, String contentType) {

    private static final String ELEMENT = "/*";

    /** Reads a place such as {@code /items/*}; null if there is none. */
    static @Nullable Items of(Setting written, String contentType) {
        String text = String.valueOf(written.value());
        if (text.isEmpty()) {
            return null;
        }
        int element = text.indexOf(ELEMENT);
        String item = element < 0 ? "" : text.substring(element + ELEMENT.length());
        written.check(
                text.startsWith("/") && element >= 0 && !item.contains("*") && (item.isEmpty() || item.startsWith("/")),
                "must be a JSON pointer with * for the elements of one list, such as /items/*");
        return new Items(JsonPointer.compile(text.substring(0, element)), JsonPointer.compile(item), contentType);
    }
}
