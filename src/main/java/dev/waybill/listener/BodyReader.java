package dev.waybill.listener;

import dev.waybill.sockets.BodyPace;
import dev.waybill.sockets.ClientConnection;
import dev.waybill.sockets.VertxInternals;
import dev.waybill.sources.Source;
import dev.waybill.webhook.Problem;
import dev.waybill.webhook.Received;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads one body and then hands the webhook to the intake route. Admission counts the memory that the body takes up,
 * not only its bytes.
 */
final class BodyReader {

    /** The key of the routing context under which the body that was read is kept. */
    static final String RECEIVED = "waybill.received";

    static final String PLACE = "waybill.place";

    private final RoutingContext ctx;
    private final Source source;
    private final Admission.Place place;
    private final ClientConnection connection;
    private final long max;
    private final RequestRefusal refusal;
    private final BodyPace pace;
    private byte[] body = new byte[0];
    private int length;
    private boolean over;

    BodyReader(
            RoutingContext ctx,
            Source source,
            Admission.Place place,
            ListenerSettings settings,
            RequestRefusal refusal,
            long nanoTime) {
        this.ctx = ctx;
        this.source = source;
        this.place = place;
        this.connection = VertxInternals.connection(ctx.request().connection());
        this.max = settings.maxBody().toBytes();
        this.refusal = refusal;
        this.pace = new BodyPace(settings.leastBodyPace(), nanoTime, this::late);
    }

    void read() {
        ctx.put(PLACE, place);
        connection.reads(pace);
        HttpServerRequest request = ctx.request();
        request.exceptionHandler(this::broken);
        request.handler(this::more);
        request.endHandler(end -> whole());
    }

    private void more(Buffer chunk) {
        if (over) {
            return;
        }
        if (length + chunk.length() > max) {
            refuse(Problem.TOO_LARGE);
        } else if (hasRoomFor(chunk.length())) {
            chunk.getBytes(body, length);
            length += chunk.length();
            pace.came(length);
        } else {
            refuse(Problem.UNAVAILABLE);
        }
    }

    /**
     * Makes room in the buffer, which grows by doubling, so that many small chunks cost few copies. The buffer never
     * grows beyond the declared length or the largest body.
     */
    private boolean hasRoomFor(int more) {
        int needed = length + more;
        if (needed <= body.length) {
            return true;
        }
        long declared = ContentLength.of(ctx.request());
        long most = declared > 0 ? Math.min(declared, max) : max;
        int capacity = (int) Math.max(needed, Math.min(most, 2L * body.length));
        if (!place.hold(capacity - body.length)) {
            return false;
        }
        body = Arrays.copyOf(body, capacity);
        return true;
    }

    private void whole() {
        if (over) {
            return;
        }
        over = true;
        connection.reads(null);
        byte[] bytes = length == body.length ? body : Arrays.copyOf(body, length);
        body = bytes;
        ctx.put(RECEIVED, new Received(source, headers(), bytes));
        ctx.next();
    }

    /**
     * Returns the header lines. A signature that stands in the address becomes one of them, so that it is verified, kept
     * and hidden like any other. No sender can send a header of that name: a question mark is not allowed in it.
     */
    private MultiMap headers() {
        MultiMap lines = ctx.request().headers();
        String parameter = source.scheme().parameter();
        if (parameter == null) {
            return lines;
        }
        MultiMap all = MultiMap.caseInsensitiveMultiMap().addAll(lines);
        try {
            return all.add(source.signatureHeader(), ctx.request().params().getAll(parameter));
        } catch (IllegalArgumentException damaged) { // an escape that is none: the engine answers 400
            return all;
        }
    }

    private void late() {
        if (!over) {
            refuse(Problem.TOO_SLOW);
        }
    }

    private void refuse(Problem problem) {
        drop();
        refusal.send(ctx.request(), source, problem);
    }

    /**
     * Ends the reading when the sender is gone or sent invalid HTTP. The answer to invalid HTTP is sent here, before
     * Vert.x closes the connection.
     */
    private void broken(Throwable cause) {
        drop();
        if (!(cause instanceof IOException)) {
            refusal.send(ctx.request(), source, Problem.BAD_REQUEST);
            ctx.request().connection().close();
        }
    }

    private void drop() {
        over = true;
        connection.reads(null);
        body = new byte[0];
        place.leave();
    }
}
