package dev.waybill.listener;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.MessageHelper;

/**
 * Sends a message as the response. Camel's own code for this is not accessible, and turns a byte array into a stream
 * that a worker reads.
 */
final class WriteAnswer {

    private WriteAnswer() {}

    /** Sends the response; called on the event loop. A sender that is gone or was answered gets nothing. */
    static void of(Exchange exchange, HeaderFilterStrategy filter, HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        Message message = exchange.getMessage();
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            if (!filter.applyFilterToCamelHeaders(header.getKey(), header.getValue(), exchange)) {
                response.putHeader(header.getKey(), String.valueOf(header.getValue()));
            }
        }
        String type = MessageHelper.getContentType(message); // the filter above drops it as Camel's own
        if (type != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        byte[] body = message.getBody(byte[].class);
        response.setStatusCode(message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class))
                .end(body == null ? Buffer.buffer() : Buffer.buffer(body));
    }
}
