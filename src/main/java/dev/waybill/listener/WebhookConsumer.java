package dev.waybill.listener;

import dev.waybill.quarantine.Resubmit.OnRefusal;
import dev.waybill.webhook.IntakeResult;
import dev.waybill.webhook.Problem;
import dev.waybill.webhook.Received;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Camel's consumer for Vert.x, changed in two ways. First, nothing from the sender becomes a header of the exchange.
 * Camel's own consumer merges header lines, query and path parameters into them, and components obey such headers.
 * Second, the route runs on the event loop of the request's connection. Camel's own consumer keeps a worker waiting for
 * the route's end.
 */
final class WebhookConsumer extends VertxPlatformHttpConsumer {

    private final Processor lastResort;

    /** @param lastResort the processor that answers for an exchange whose route left its exception unhandled */
    WebhookConsumer(PlatformHttpEndpoint endpoint, Processor route, String router, Processor lastResort) {
        super(endpoint, route, List.of(), router);
        this.lastResort = lastResort;
    }

    @Override
    protected void handleRequest(RoutingContext ctx) {
        if (isSuspended()) {
            ctx.fail(Problem.UNAVAILABLE.status());
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        new WebhookRun(this, exchange, ctx, lastResort).begin();
    }

    /**
     * Runs a webhook from quarantine through the route, as {@link #handleRequest} runs a request, and waits for its
     * end.
     *
     * @return the result; null if no step of the route gave one
     */
    @Nullable
    IntakeResult readmit(Received received, OnRefusal ifRefused) throws Exception {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.setProperty(Received.PROPERTY, received);
        exchange.setProperty(OnRefusal.PROPERTY, ifRefused);
        exchange.getIn().setBody(received.body());
        createUoW(exchange);
        try {
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                lastResort.process(exchange);
            }
            return IntakeResult.of(exchange);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }
}
