package dev.waybill.routes;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.Map;

/**
 * An endpoint's URI as text: {@code outbox:erp?ordered=false}.
 *
 * @param scheme the text before the first colon
 * @param name the text after it, without parameters
 * @param parameters the parameters after the question mark
 */
public record EndpointUri(String scheme, String name, Map<String, String> parameters) {

    public static EndpointUri of(String uri) {
        String path = before(uri, '?');
        String scheme = before(path, ':');
        String name = after(path, ':');
        return new EndpointUri(scheme, name.startsWith("//") ? name.substring(2) : name, parameters(after(uri, '?')));
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .collect(toMap(pair -> before(pair, '='), pair -> after(pair, '='), (first, last) -> last));
    }

    private static String before(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String after(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? "" : text.substring(at + 1);
    }

    @Override
    public String toString() {
        return scheme + ":" + name;
    }
}
