package dev.waybill.webhook;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
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
