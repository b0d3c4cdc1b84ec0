package dev.waybill.routing;

import dev.waybill.inbox.InboxHeaders;
import dev.waybill.routing.RouteOutcome.Failed;
import dev.waybill.routing.RouteOutcome.Routed;
import dev.waybill.routing.RouteOutcome.Unrouted;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * Runs one event through the source's YAML route, with no transaction open, and reads the decision from its slip. A
 * hanging route is given up after the time limit; its slip is never read then.
 */
public final class RouteEvent {

    /** The consumer's part: creates an exchange of its own and runs it to its end on the calling thread. */
    public interface Route {

        Exchange newExchange();

        void run(Exchange exchange);
    }

    private final Route route;
    private final Duration limit;
    private final ExecutorService threads;

    public RouteEvent(Route route, Duration limit, ExecutorService threads) {
        this.route = route;
        this.limit = limit;
        this.threads = threads;
    }

    public RouteOutcome route(QueuedEvent event) throws InterruptedException {
        var running = threads.submit(() -> decide(event));
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return new Failed("The route ran longer than " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Failed(String.valueOf(e.getCause()));
        }
    }

    private RouteOutcome decide(QueuedEvent event) {
        RoutingSlip slip = new RoutingSlip();
        Exchange exchange = route.newExchange();
        fill(exchange, event);
        slip.attachTo(exchange);
        route.run(exchange);
        return read(exchange, slip.close(), event);
    }

    private static void fill(Exchange exchange, QueuedEvent event) {
        var message = exchange.getIn();
        message.setBody(event.body());
        event.headers().forEach(message::setHeader); // first, so that none of ours can be one of them
        message.setHeader(InboxHeaders.EVENT_ID, event.eventId());
        message.setHeader(InboxHeaders.EVENT_TYPE, event.type());
        message.setHeader(InboxHeaders.SOURCE, event.source());
        message.setHeader(InboxHeaders.IDEMPOTENCY_KEY, event.key());
        message.setHeader(InboxHeaders.RECEIVED_AT, event.receivedAt().toString());
        if (event.group() != null) {
            message.setHeader(InboxHeaders.MESSAGE_GROUP, event.group());
        }
    }

    private static RouteOutcome read(Exchange exchange, RoutingSlip.Closed slip, QueuedEvent event) {
        if (slip.fault() != null) {
            return new Failed(slip.fault());
        }
        if (exchange.getException() != null) {
            return new Failed(String.valueOf(exchange.getException()));
        }
        Object caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
        if (caught != null) {
            return new Failed("The route handled a failure instead of deciding: " + caught);
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return new Failed("The route marked the exchange for rollback");
        }
        if (exchange.getMessage().getBody() != event.body()) {
            return new Failed("The route changed the body; mapping belongs to the destination's route");
        }
        return slip.lines().isEmpty() ? new Unrouted() : new Routed(slip.lines());
    }
}
