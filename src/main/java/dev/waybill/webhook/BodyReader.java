package dev.waybill.webhook;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one body, counting, and then hands the webhook to the intake route. */
final class BodyReader {

    /** Where the routing context carries what was read, and the place it holds. */
    static final String RECEIVED = "waybill.received";

    static final String PLACE = "waybill.place";

    private final RoutingContext ctx;
    private final Source source;
    private final Admission.Place place;
    private final long max;
    private final Refusal refusal;
    private @Nullable Buffer body = Buffer.buffer();
    private boolean ours;

    BodyReader(RoutingContext ctx, Source source, Admission.Place place, long max, Refusal refusal) {
        this.ctx = ctx;
        this.source = source;
        this.place = place;
        this.max = max;
        this.refusal = refusal;
    }

    void read() {
        ctx.put(PLACE, place);
        HttpServerRequest request = ctx.request();
        request.exceptionHandler(this::broken);
        request.handler(this::more);
        request.endHandler(end -> whole());
    }

    private void more(Buffer chunk) {
        if (body == null) {
            return;
        }
        if (body.length() + chunk.length() > max) {
            refuse(Problem.TOO_LARGE);
        } else if (place.hold(chunk.length())) {
            body = grown(body, chunk);
        } else {
            refuse(Problem.UNAVAILABLE);
        }
    }

    /** A small body comes in one chunk, which is taken as it is. */
    private Buffer grown(Buffer begun, Buffer chunk) {
        if (begun.length() == 0) {
            return chunk;
        }
        Buffer growing = ours ? begun : begun.copy();
        ours = true;
        return growing.appendBuffer(chunk);
    }

    private void whole() {
        if (body != null) {
            ctx.put(RECEIVED, new Received(source, ctx.request().headers(), body.getBytes()));
            body = null;
            ctx.next();
        }
    }

    private void refuse(Problem problem) {
        drop();
        refusal.send(ctx.request(), source, problem);
    }

    /** Gone, or what it sent is no HTTP: then it is told so before Vert.x closes the connection. */
    private void broken(Throwable cause) {
        drop();
        if (!(cause instanceof IOException)) {
            refusal.send(ctx.request(), source, Problem.BAD_REQUEST);
            ctx.request().connection().close();
        }
    }

    private void drop() {
        body = null;
        place.leave();
    }
}
