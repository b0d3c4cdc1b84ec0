package dev.waybill.listener;

import dev.waybill.lease.Replaceable;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.sockets.VertxInternals;
import dev.waybill.webhook.Problem;
import dev.waybill.webhook.Received;
import dev.waybill.webhook.WebhookContext;
import io.netty.channel.EventLoop;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
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
final class WebhookConsumer extends VertxPlatformHttpConsumer implements Replaceable {

    private final Processor lastResort;
    private final Quarantine quarantine;
    private final WebhookEngine engine;
    private final AtomicInteger webhooks = new AtomicInteger();

    /**
     * @param lastResort the processor that answers for an exchange whose route left its exception unhandled
     * @param quarantine the place for webhooks of the public listener that are refused
     * @param engine the engine that knows which consumer requests go to
     */
    WebhookConsumer(
            PlatformHttpEndpoint endpoint,
            Processor route,
            Processor lastResort,
            Quarantine quarantine,
            WebhookEngine engine) {
        super(endpoint, route, List.of(), ListenerConfiguration.ROUTER);
        this.lastResort = lastResort;
        this.quarantine = quarantine;
        this.engine = engine;
    }

    @Override
    protected void handleRequest(RoutingContext ctx) {
        engine.intake(this).handle(ctx);
    }

    @Override
    public void takeOver(@Nullable Integer revision) {
        if (!isStarted() && engine.open()) {
            throw new IllegalStateException("the intake route is not started, and would refuse every webhook");
        }
        engine.takeOver(this);
    }

    @Override
    public void keepOn(@Nullable Integer revision) {
        // an accepted event has no revision before it is routed
    }

    @Override
    public void standBack() {
        // requests go to the consumer that took over
    }

    @Override
    public int underWay() {
        return webhooks.get();
    }

    private void handle(RoutingContext ctx) {
        if (isSuspended()) {
            ctx.fail(Problem.UNAVAILABLE.status());
            return;
        }
        EventLoop loop = VertxInternals.loop(ctx.vertx());
        Received received = Objects.requireNonNull(ctx.get(BodyReader.RECEIVED));
        Exchange exchange = exchange(WebhookContext.fromSender(received, quarantine, loop));
        webhooks.incrementAndGet();
        new WebhookRun(this, exchange, ctx, loop, lastResort).begin(received.body().length);
    }

    /**
     * Runs a webhook from quarantine through the route, as {@link #handleRequest} runs a request, and waits for its
     * end.
     */
    void readmit(WebhookContext webhook) throws Exception {
        Exchange exchange = exchange(webhook);
        createUoW(exchange);
        try {
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                lastResort.process(exchange);
            }
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    /** Learns that a webhook has its answer. */
    void answered() {
        webhooks.decrementAndGet();
    }

    private Exchange exchange(WebhookContext webhook) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        webhook.on(exchange);
        exchange.getIn().setBody(webhook.received().body());
        return exchange;
    }
}
