package dev.waybill.webhook;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The length a request declares for its body. */
final class ContentLength {

    private ContentLength() {}

    /** In bytes; 0 if none is declared. The HTTP decoder has refused what is no number, negative or repeated. */
    static long of(HttpServerRequest request) {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return declared == null ? 0 : Long.parseLong(declared.strip());
    }
}
