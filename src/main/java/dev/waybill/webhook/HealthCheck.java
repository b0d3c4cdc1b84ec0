package dev.waybill.webhook;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;

/** Tells a balancer whether the door takes webhooks now: 204 or 503, and nothing else about the hub. */
final class HealthCheck {

    static final String PATH = "/health";

    private final BooleanSupplier open;
    private final Refusal refusal;

    HealthCheck(BooleanSupplier open, Refusal refusal) {
        this.open = open;
        this.refusal = refusal;
    }

    void answer(HttpServerRequest request) {
        int status = request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD
                ? 405
                : open.getAsBoolean() ? 204 : 503;
        if (status == 405) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        }
        request.response().setStatusCode(status);
        refusal.end(request, Buffer.buffer(), false);
    }
}
