package dev.waybill.listener;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;

/**
 * Answers a load balancer's question whether the listener takes webhooks now. The answer is 204 or 503, and reveals
 * nothing else about the hub.
 */
final class HealthCheck {

    private static final String PATH = "/health";

    private final BooleanSupplier open;
    private final RequestRefusal refusal;

    HealthCheck(BooleanSupplier open, RequestRefusal refusal) {
        this.open = open;
        this.refusal = refusal;
    }

    boolean is(HttpServerRequest request) {
        return PATH.equals(request.path())
                && (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD);
    }

    void answer(HttpServerRequest request) {
        request.response().setStatusCode(open.getAsBoolean() ? 204 : 503);
        refusal.end(request, Buffer.buffer(), false);
    }
}
