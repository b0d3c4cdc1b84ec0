package dev.waybill.listener;

import dev.waybill.connection.VertxInternals;
import dev.waybill.inbox.Arrival;
import dev.waybill.webhook.Received;
import io.netty.channel.EventLoop;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * One webhook's way through the intake route and back to its sender. It begins and ends on the event loop of its
 * connection; a large body's first steps are worked on elsewhere, so that they hold up nobody.
 */
final class WebhookRun {

    /** The largest body, in bytes, that is verified and parsed on the event loop: well below a millisecond of work. */
    static final int MOST_ON_THE_LOOP = 64 * 1024;

    private final WebhookConsumer consumer;
    private final Exchange exchange;
    private final RoutingContext ctx;
    private final Processor lastResort;
    private final EventLoop loop;
    private final AtomicBoolean over = new AtomicBoolean();

    WebhookRun(WebhookConsumer consumer, Exchange exchange, RoutingContext ctx, Processor lastResort) {
        this.consumer = consumer;
        this.exchange = exchange;
        this.ctx = ctx;
        this.lastResort = lastResort;
        this.loop = VertxInternals.loop(ctx.vertx());
    }

    void begin() {
        Received received = Objects.requireNonNull(ctx.get(BodyReader.RECEIVED));
        exchange.setProperty(Received.PROPERTY, received);
        exchange.setProperty(Arrival.GOES_ON_IN, loop);
        exchange.getIn().setBody(received.body());
        if (received.body().length <= MOST_ON_THE_LOOP) {
            run();
        } else {
            ctx.vertx().executeBlocking(this::runAside, false).onFailure(this::failed);
        }
    }

    private Void runAside() {
        run();
        return null;
    }

    private void run() {
        try {
            consumer.createUoW(exchange);
        } catch (Exception e) {
            failed(e);
            return;
        }
        try {
            consumer.getAsyncProcessor().process(exchange, doneSync -> over());
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable cause) {
        exchange.setException(cause);
        over();
    }

    /** The route has ended, on whatever thread; once, whoever says so. */
    private void over() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        if (loop.inEventLoop()) {
            end();
        } else {
            loop.execute(this::end);
        }
    }

    private void end() {
        try {
            if (exchange.getException() != null) {
                lastResort.process(exchange);
            }
            WriteAnswer.of(exchange, consumer.getEndpoint().getHeaderFilterStrategy(), ctx.response());
        } catch (Exception e) {
            ctx.fail(e);
        } finally {
            release();
        }
    }

    private void release() {
        try {
            consumer.doneUoW(exchange);
            consumer.releaseExchange(exchange, false);
        } finally {
            place().leave(); // last: at stop the door closes when all have left
        }
    }

    private Admission.Place place() {
        return Objects.requireNonNull(ctx.get(BodyReader.PLACE));
    }
}
