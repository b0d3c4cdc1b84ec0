package dev.waybill.listener;

import dev.waybill.sources.Source;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a sender of CloudEvents that asks, before its first event, whether events are wanted here. The answer is a
 * protection of others from the sender; it proves nothing about the sender, whose events are verified as usual.
 */
final class OriginCheck {

    private static final String ORIGIN = "WebHook-Request-Origin";

    /** A name of the domain name system; no other text is sent back. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,255}");

    private final RequestRefusal refusal;

    OriginCheck(RequestRefusal refusal) {
        this.refusal = refusal;
    }

    boolean is(HttpServerRequest request, Source source) {
        String origin = origin(request);
        return origin != null && source.handshake().wants(origin);
    }

    private static @Nullable String origin(HttpServerRequest request) {
        List<String> origins = request.headers().getAll(ORIGIN);
        return request.method() == HttpMethod.OPTIONS
                        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null // the gate looks at the framing
                        && origins.size() == 1
                        && NAME.matcher(origins.getFirst()).matches()
                ? origins.getFirst()
                : null;
    }

    void answer(HttpServerRequest request, Source source) {
        request.response()
                .setStatusCode(200)
                .putHeader(HttpHeaders.ALLOW, "POST")
                .putHeader("WebHook-Allowed-Origin", String.valueOf(origin(request)))
                .putHeader("WebHook-Allowed-Rate", "*");
        refusal.handshake(source);
        refusal.end(request, Buffer.buffer(), false);
    }
}
