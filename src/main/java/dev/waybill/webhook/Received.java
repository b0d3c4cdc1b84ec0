package dev.waybill.webhook;

import dev.waybill.sources.Source;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it came in, before anything in it is trusted. The exchange carries it as a property, so that no text of
 * the sender becomes a header of the exchange.
 *
 * @param source the source that it claims to come from, by the path alone
 * @param headers the request's header lines
 * @param body the bytes of the body; empty if there was none
 */
public record Received(Source source, MultiMap headers, byte[] body) {

    public static final String PROPERTY = "WaybillReceived";

    static Received of(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getProperty(PROPERTY, Received.class), "Not an exchange of the public port");
    }

    /** Returns the value of a header that was sent exactly once; null otherwise. */
    @Nullable
    String once(String header) {
        List<String> values = headers.getAll(header);
        return values.size() == 1 ? values.get(0) : null;
    }
}
