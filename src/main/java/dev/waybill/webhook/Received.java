package dev.waybill.webhook;

import dev.waybill.sources.Items;
import dev.waybill.sources.Source;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it came in, before anything in it is trusted.
 *
 * @param source the source that it claims to come from, by the path alone
 * @param headers the request's header lines
 * @param body the bytes of the body; empty if there was none
 */
public record Received(Source source, MultiMap headers, byte[] body) {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** Returns the value of a header that was sent exactly once; null otherwise. */
    @Nullable
    String once(String header) {
        List<String> values = headers.getAll(header);
        return values.size() == 1 ? values.get(0) : null;
    }

    /** True if the body is a form of names and values, not JSON. */
    boolean isForm() {
        return isOf(FORM);
    }

    /** Returns the place of its events if it is a request with several; null if it is one event. */
    @Nullable
    Items items() {
        Items items = source.items();
        return items == null || !items.contentType().isEmpty() && !isOf(items.contentType()) ? null : items;
    }

    /** True if the body is of this content type, with any parameters. */
    private boolean isOf(String type) {
        String sent = once("Content-Type");
        return sent != null && sent.strip().regionMatches(true, 0, type, 0, type.length());
    }
}
