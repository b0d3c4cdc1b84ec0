package dev.waybill.listener;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The length that a request declares for its body. */
final class ContentLength {

    private ContentLength() {}

    /**
     * Returns the length in bytes; 0 if none is declared. A value that is no number counts as endless; the HTTP decoder
     * has refused it before.
     */
    static long of(HttpServerRequest request) {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared == null ? 0 : Long.parseLong(declared.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
