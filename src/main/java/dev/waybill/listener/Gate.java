package dev.waybill.listener;

import dev.waybill.availability.IntakeClosed;
import dev.waybill.sockets.ClientAddress;
import dev.waybill.sockets.ClientConnection;
import dev.waybill.sockets.Connections;
import dev.waybill.sockets.NamedProxies;
import dev.waybill.sockets.VertxInternals;
import dev.waybill.sources.Source;
import dev.waybill.sources.Sources;
import dev.waybill.webhook.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may come in, before a byte of the body is read. All others are refused here and cost no worker thread.
 */
final class Gate implements Handler<RoutingContext> {

    /** The largest declared length, in bytes, of a body that may use the reserve. */
    static final int SMALL_BODY = 64 << 10;

    private final Sources sources;
    private final ListenerSettings settings;
    private final Connections connections;
    private final Admission admission;
    private final BooleanSupplier ready;
    private final OpenForSource open;
    private final RequestRefusal refusal;
    private final NamedProxies proxies;
    private final LongSupplier nanoTime;
    private final HealthCheck health;
    private final OriginCheck origins;

    /**
     * @param ready true if the hub can take a webhook now
     * @param open the rule by which the inbox, or a buffer, can take one
     * @param nanoTime a monotonic clock in nanoseconds
     */
    Gate(
            Sources sources,
            ListenerSettings settings,
            Connections connections,
            Admission admission,
            BooleanSupplier ready,
            OpenForSource open,
            RequestRefusal refusal,
            NamedProxies proxies,
            LongSupplier nanoTime) {
        this.sources = sources;
        this.settings = settings;
        this.connections = connections;
        this.admission = admission;
        this.ready = ready;
        this.open = open;
        this.refusal = refusal;
        this.proxies = proxies;
        this.nanoTime = nanoTime;
        this.health = new HealthCheck(() -> notNow(open.closed()) == null, refusal);
        this.origins = new OriginCheck(refusal);
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        ClientConnection connection = VertxInternals.connection(request.connection());
        connections.busy(connection, settings.requestTimeout());
        if (health.is(request)) {
            health.answer(request);
            return;
        }
        Source source = sources.at(request.path());
        if (source == null) {
            refusal.send(request, null, Problem.NOT_FOUND);
            return;
        }
        if (origins.is(request, source)) {
            origins.answer(request, source);
            return;
        }
        Problem problem = wrongWith(request, source);
        if (problem == null) {
            problem = notNow(open.closed(source));
        }
        Admission.Place place = problem == null ? admission.enter(sender(connection, request), isSmall(request)) : null;
        if (place == null) {
            refusal.send(request, source, problem == null ? Problem.UNAVAILABLE : problem);
            return;
        }
        if (expectation(request) != null) {
            request.response().writeContinue();
        }
        new BodyReader(ctx, source, place, settings, refusal, nanoTime.getAsLong()).read();
    }

    private @Nullable Problem notNow(@Nullable IntakeClosed closed) {
        if (admission.isClosed() || !ready.getAsBoolean()) {
            return Problem.UNAVAILABLE;
        }
        return switch (closed) {
            case null -> null;
            case DATABASE_AWAY -> Problem.UNAVAILABLE;
            case BACKLOG_FULL -> Problem.BACKLOG_FULL;
        };
    }

    private @Nullable Problem wrongWith(HttpServerRequest request, Source source) {
        if (request.method() != HttpMethod.POST) {
            return Problem.NOT_ALLOWED;
        }
        if (hasUnknownFraming(request)) {
            return Problem.BAD_REQUEST;
        }
        if (isForm(request, source)) {
            return Problem.UNSUPPORTED;
        }
        if (isEncoded(request)) {
            return Problem.ENCODED;
        }
        if (ContentLength.of(request) > settings.maxBody().toBytes()) {
            return Problem.TOO_LARGE;
        }
        String expected = expectation(request);
        return expected == null || expected.equalsIgnoreCase("100-continue") ? null : Problem.EXPECTATION_FAILED;
    }

    /**
     * Returns the address in whose share the request counts. A trusted proxy's request counts for the client that the
     * proxy names.
     */
    private ClientAddress sender(ClientConnection connection, HttpServerRequest request) {
        if (!proxies.trust(connection.client())) {
            return connection.address();
        }
        return ClientAddress.of(
                proxies.clientBehind(connection.client(), request.headers().getAll("X-Forwarded-For")));
    }

    private static boolean isSmall(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && ContentLength.of(request) <= SMALL_BODY;
    }

    /** Returns the Expect header. HTTP/1.0 requires that it is ignored, so the result is null there. */
    private static @Nullable String expectation(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_0 ? null : request.getHeader(HttpHeaders.EXPECT);
    }

    /**
     * True if the transfer encoding is not chunked. The decoder takes such a request for one without a body, and its
     * body for the next request.
     */
    private static boolean hasUnknownFraming(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("chunked");
    }

    /**
     * True if the body is encoded. The sender signed other bytes than these, so 401 would wrongly blame a genuine
     * sender.
     */
    private static boolean isEncoded(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
    }

    /**
     * True if the body is a form that nobody could use. A source whose settings allow forms may send names and values;
     * they are verified, and then kept with a reason.
     */
    private static boolean isForm(HttpServerRequest request, Source source) {
        return request.headers().getAll(HttpHeaders.CONTENT_TYPE).stream()
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .anyMatch(type -> type.startsWith("multipart/")
                        || !source.forms() && type.startsWith("application/x-www-form-urlencoded"));
    }
}
