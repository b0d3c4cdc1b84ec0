package dev.waybill.listener;

import dev.waybill.sockets.ClientConnection;
import dev.waybill.sockets.Connections;
import dev.waybill.sockets.VertxInternals;
import dev.waybill.sources.Source;
import dev.waybill.webhook.Problem;
import dev.waybill.webhook.WebhookMetrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request. A sender that is still writing would lose its answer to a connection reset. The rest of its body
 * is therefore read and thrown away, up to {@code maxDrain} bytes and for {@code drainTimeout}. The connection is
 * closed after that.
 */
final class RequestRefusal {

    private final ListenerSettings settings;
    private final Connections connections;
    private final Admission admission;
    private final WebhookMetrics tally;

    RequestRefusal(ListenerSettings settings, Connections connections, Admission admission, WebhookMetrics tally) {
        this.settings = settings;
        this.connections = connections;
        this.admission = admission;
        this.tally = tally;
    }

    /** Sends the answer, unless one was given already or the sender is gone. */
    void send(HttpServerRequest request, @Nullable Source source, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        tally.count(source, problem.outcome());
        if (problem == Problem.NOT_ALLOWED) {
            response.putHeader(HttpHeaders.ALLOW, "POST");
        }
        if (problem == Problem.ENCODED) {
            response.putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        }
        if (problem.passes()) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER,
                    String.valueOf(settings.retryAfter().toSeconds()));
        }
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE);
        end(request, Buffer.buffer(problem.json()), problem == Problem.TOO_SLOW);
    }

    /** Counts a question that was answered without being an event. */
    void handshake(Source source) {
        tally.count(source, WebhookMetrics.HANDSHAKE);
    }

    /**
     * Ends an answer that is given without a look at the request's body.
     *
     * @param hangUp true if the connection is closed after it, even if the rest of the request is small
     */
    void end(HttpServerRequest request, Buffer body, boolean hangUp) {
        boolean writing = !request.isEnded();
        boolean close = hangUp || admission.isClosed() || writing && !restIsSmall(request);
        if (close) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.response().end(body);
        if (writing) {
            drain(request, close);
        } else if (close) {
            connections.busy(VertxInternals.connection(request.connection()), settings.drainTimeout());
            request.connection().close();
        }
    }

    /** True if the rest fits the largest body. Reading that much to its end is cheaper than a new connection. */
    private boolean restIsSmall(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
                && request.getHeader(HttpHeaders.EXPECT) == null
                && ContentLength.of(request) <= settings.maxBody().toBytes();
    }

    private void drain(HttpServerRequest request, boolean close) {
        ClientConnection connection = VertxInternals.connection(request.connection());
        connections.busy(connection, settings.drainTimeout());
        long max = settings.maxDrain().toBytes();
        request.exceptionHandler(gone -> {});
        request.handler(more -> {
            if (request.bytesRead() > max) {
                connection.cut();
            }
        });
        request.endHandler(end -> {
            if (close) {
                request.connection().close();
            }
        });
        request.resume();
    }
}
