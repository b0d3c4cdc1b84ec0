package dev.waybill.routetests;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The beginning of a request: {@code POST /orders}. */
final class RequestLine {

    private static final Pattern RECORDED = Pattern.compile("[A-Z]+ [a-z]+://\\S+");

    private RequestLine() {}

    /**
     * Returns method and path.
     *
     * @param where the first line of a record, such as {@code POST https://crm.example/orders}
     * @return null if the record is of a mail, a file or another message
     */
    static @Nullable String of(String where) {
        if (!RECORDED.matcher(where).matches()) {
            return null;
        }
        int space = where.indexOf(' ');
        return where.substring(0, space + 1)
                + URI.create(where.substring(space + 1)).getRawPath();
    }
}
