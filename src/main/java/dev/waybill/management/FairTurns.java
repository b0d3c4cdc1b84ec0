package dev.waybill.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.management.CallerRefusals.Cause;
import dev.waybill.signin.AddressShare;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.MediaType;

/**
 * Keeps any caller from holding the threads that others need. Each caller has a share of requests in flight and of
 * bodies that are still coming. Health and metrics have shares of their own, so that they answer under any load. A body
 * is read here as a whole, before the sender is checked. Later steps have it in memory and need not wait for it.
 */
final class FairTurns extends ValveBase {

    private static final String BUSY =
            "This address has reached its limit of requests in progress. Try again in a moment.";
    private static final String NO_BODY = "This path takes no body";

    private final ConcurrencyShare requests;
    private final ConcurrencyShare bodies;
    private final ConcurrencyShare health;
    private final ConcurrencyShare metrics;
    private final Supplier<CallerConnections> connections;
    private final CallerRefusals away;
    private final BodyLimit limit;

    /**
     * @param threads the number of the port's threads, for all callers
     * @param ofOne the limit of requests of one caller
     * @param limit the largest body
     */
    FairTurns(int threads, int ofOne, Supplier<CallerConnections> connections, CallerRefusals away, BodyLimit limit) {
        super(true);
        this.limit = limit;
        this.requests = new ConcurrencyShare(Math.max(1, threads * 3 / 4), ofOne);
        this.bodies = new ConcurrencyShare(Math.max(1, threads / 2), Math.max(1, ofOne / 2));
        this.health = new ConcurrencyShare(Math.max(1, threads / 10), Math.max(1, threads / 20));
        this.metrics = new ConcurrencyShare(Math.max(1, threads / 10), Math.max(1, threads / 20));
        this.connections = connections;
        this.away = away;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.isAsyncDispatching()) { // it was counted before; a page that refreshes itself holds no thread
            getNext().invoke(request, response);
            return;
        }
        String caller = AddressShare.of(String.valueOf(request.getRemoteAddr()));
        ConcurrencyShare share = share(request);
        if (share != requests && hasBody(request)) { // or it would hold its share as long as the body comes
            refuse(request, response, Cause.LARGE, NO_BODY);
            return;
        }
        if (!share.enter(caller)) {
            refuse(request, response, Cause.REQUESTS, BUSY);
            return;
        }
        try {
            if (hasItsBody(request, response, caller)) {
                answer(request, response);
            }
        } finally {
            share.leave(caller);
        }
    }

    private void answer(Request request, Response response) throws IOException, ServletException {
        String connection = request.getServletConnection().getConnectionId();
        connections.get().isInside(connection);
        try {
            getNext().invoke(request, response);
        } finally {
            if (!request.isAsync()) {
                connections.get().isAnswered(connection);
            }
        }
    }

    private ConcurrencyShare share(Request request) {
        String path = request.getRequestURI();
        if (!path.startsWith("/actuator/") || !request.getMethod().equals("GET")) {
            return requests;
        }
        return path.startsWith("/actuator/health") ? health : metrics;
    }

    private static boolean hasBody(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private boolean hasItsBody(Request request, Response response, String caller) {
        if (!hasBody(request)) {
            return true;
        }
        int most = limit.of(request);
        if (request.getContentLengthLong() > most) {
            refuse(request, response, Cause.LARGE, tooLarge(most));
            return false;
        }
        if (!bodies.enter(caller)) {
            refuse(request, response, Cause.REQUESTS, BUSY);
            return false;
        }
        try {
            WholeBody body = WholeBody.read(request.getCoyoteRequest(), most);
            if (body.isTooLarge()) {
                refuse(request, response, Cause.LARGE, tooLarge(most));
                return false;
            }
            body.putBack(request.getCoyoteRequest());
            response.setHeader("Connection", "close"); // bytes read beyond this body are lost
            return true;
        } catch (IOException e) { // cut off or gone; whatever closed it has counted it
            response.setStatus(408);
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            return false;
        } finally {
            bodies.leave(caller);
        }
    }

    private static String tooLarge(int most) {
        return "A body takes up to %d KiB".formatted(most >> 10);
    }

    /** Refuses the request and ends the connection, without waiting for bytes that are still on their way. */
    private void refuse(Request request, Response response, Cause cause, String detail) {
        away.count(cause, String.valueOf(request.getRemoteAddr()));
        int status = cause == Cause.LARGE ? 413 : 503;
        byte[] problem = """
            {"type":"about:blank","status":%d,"detail":"%s"}\
            """.formatted(status, detail).getBytes(UTF_8);
        response.setStatus(status);
        response.setHeader("Connection", "close");
        response.setHeader("Retry-After", "1");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(problem.length);
        try {
            response.getOutputStream().write(problem);
            response.finishResponse();
        } catch (IOException e) {
            // The caller is gone.
        }
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
}
