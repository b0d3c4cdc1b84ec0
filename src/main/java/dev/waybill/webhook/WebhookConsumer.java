package dev.waybill.webhook;

import dev.waybill.inbox.IfRefused;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Camel's consumer for Vert.x, but what the sender wrote does not become the exchange's headers: the stock one merges
 * header lines, query and path parameters into them, and components obey such headers.
 */
final class WebhookConsumer extends VertxPlatformHttpConsumer {

    WebhookConsumer(PlatformHttpEndpoint endpoint, Processor processor, String router) {
        super(endpoint, processor, List.of(), router);
    }

    @Override
    protected void handleRequest(RoutingContext ctx) {
        if (isSuspended()) {
            ctx.fail(Problem.UNAVAILABLE.status());
        } else {
            super.handleRequest(ctx);
        }
    }

    /** Runs what comes from quarantine through the route, as {@link #handleRequest} runs a request. */
    Reply readmit(Received received, IfRefused ifRefused) throws Exception {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.setProperty(Received.PROPERTY, received);
        exchange.setProperty(IfRefused.PROPERTY, ifRefused);
        exchange.getIn().setBody(received.body());
        createUoW(exchange);
        try {
            getProcessor().process(exchange);
            return Reply.of(exchange.getMessage());
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext ctx) {
        Received received = Objects.requireNonNull(ctx.get(BodyReader.RECEIVED));
        Admission.Place place = Objects.requireNonNull(ctx.get(BodyReader.PLACE));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                place.leave();
            }
        });
        exchange.setProperty(Received.PROPERTY, received);
        exchange.getIn().setBody(received.body());
        return Future.succeededFuture();
    }
}
