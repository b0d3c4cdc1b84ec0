package dev.waybill.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.wire.HttpAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * One rule: an answer matches it if every part of it does.
 *
 * @param statuses the first and the last status of each range; empty for any
 * @param headers a pattern that some of the value matches, by the header's name
 * @param text a pattern that some of the body matches, as UTF-8; null for any body
 * @param jq a program over the body that gives true; null for any body
 */
record AnswerRule(
        Meaning meaning,
        List<Range> statuses,
        Map<String, Pattern> headers,
        @Nullable Pattern text,
        @Nullable Predicate jq) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param last the last status that belongs to it, such as 599 */
    record Range(int first, int last) {

        boolean holds(int status) {
            return first <= status && status <= last;
        }
    }

    /** A body that is no JSON, or on which the program fails, does not match. */
    boolean matches(HttpAnswer answer, CamelContext camel) {
        return (statuses.isEmpty() || statuses.stream().anyMatch(range -> range.holds(answer.status())))
                && headers.entrySet().stream().allMatch(header -> {
                    String value = answer.headers().get(header.getKey().toLowerCase(Locale.ROOT));
                    return value != null && header.getValue().matcher(value).find();
                })
                && (text == null
                        || text.matcher(new String(answer.body(), UTF_8)).find())
                && (jq == null || gives(jq, answer.body(), camel));
    }

    private static boolean gives(Predicate jq, byte[] body, CamelContext camel) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("bytes can't be read", e);
        }
        if (json.isMissingNode()) {
            return false;
        }
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(json);
        try {
            return jq.matches(exchange);
        } catch (RuntimeCamelException e) {
            return false; // the program expects another shape
        }
    }
}
