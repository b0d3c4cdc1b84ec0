package dev.waybill.listener;

import dev.waybill.webhook.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Answers a request that the HTTP decoder could not read. The connection is closed after the answer. */
final class InvalidRequests implements Handler<HttpServerRequest> {

    private final RequestRefusal refusal;

    InvalidRequests(RequestRefusal refusal) {
        this.refusal = refusal;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problem problem =
                switch (cause) {
                    case TooLongHttpLineException line -> Problem.URI_TOO_LONG;
                    case TooLongHttpHeaderException header -> Problem.HEADERS_TOO_LARGE;
                    default -> Problem.BAD_REQUEST;
                };
        refusal.send(request, null, problem);
    }
}
