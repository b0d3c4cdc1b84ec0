package dev.waybill.listener;

import io.netty.channel.EventLoop;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Runs one webhook through the intake route and sends the answer back. The run begins and ends on the event loop of its
 * connection. A large body's first steps run on a worker thread, so that they block no other connection.
 */
final class WebhookRun {

    /**
     * The largest body, in bytes, that is verified and parsed on the event loop. The work takes well below a
     * millisecond.
     */
    static final int MOST_ON_THE_LOOP = 64 * 1024;

    private final WebhookConsumer consumer;
    private final Exchange exchange;
    private final RoutingContext ctx;
    private final Processor lastResort;
    private final EventLoop loop;
    private final AtomicBoolean over = new AtomicBoolean();

    WebhookRun(WebhookConsumer consumer, Exchange exchange, RoutingContext ctx, EventLoop loop, Processor lastResort) {
        this.consumer = consumer;
        this.exchange = exchange;
        this.ctx = ctx;
        this.lastResort = lastResort;
        this.loop = loop;
    }

    /** @param bodyBytes the length of the body */
    void begin(int bodyBytes) {
        if (bodyBytes <= MOST_ON_THE_LOOP) {
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

    /** Ends the run when the route has ended, on any thread. Only the first of several calls counts. */
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
            consumer.answered();
            place().leave(); // last step: at stop the listener closes when all have left
        }
    }

    private Admission.Place place() {
        return Objects.requireNonNull(ctx.get(BodyReader.PLACE));
    }
}
