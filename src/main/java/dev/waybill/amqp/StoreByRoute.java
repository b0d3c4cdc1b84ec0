package dev.waybill.amqp;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.inbox.IntakeOutcome;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.sources.Source;
import dev.waybill.webhook.Envelope;
import dev.waybill.webhook.WebhookContext;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a message through the route. Like a webhook, it leaves no header on the exchange: its properties and parts are
 * kept with the event.
 */
final class StoreByRoute implements StoreMessages {

    private static final Logger LOG = LoggerFactory.getLogger(StoreByRoute.class);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SELDOM = Duration.ofMinutes(1);

    private final DefaultConsumer route;
    private final String queue;
    private final Source source;
    private final Quarantine quarantine;
    private final int mostBytes;
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - SELDOM.toNanos());

    StoreByRoute(DefaultConsumer route, String queue, Source source, Quarantine quarantine, int mostBytes) {
        this.route = route;
        this.queue = queue;
        this.source = source;
        this.quarantine = quarantine;
        this.mostBytes = mostBytes;
    }

    @Override
    public IncomingMessage read(Message message) {
        return IncomingMessage.of(message, queue, source, mostBytes);
    }

    @Override
    public CompletableFuture<Ended> store(IncomingMessage message, boolean last) {
        WebhookContext context = WebhookContext.fromRecord(message.received(), quarantine);
        if (message.unfit() != null) {
            return refuse(context, message.unfit());
        }
        CompletableFuture<Exchange> ran = new CompletableFuture<>();
        Exchange exchange = route.createExchange(false);
        try {
            context.on(exchange);
            exchange.getIn().setBody(context.received().body());
            exchange.getIn().setHeader(InboxHeaders.SOURCE, source.name());
            route.createUoW(exchange);
            route.getAsyncProcessor().process(exchange, done -> ran.complete(exchange));
        } catch (Throwable e) { // a step may throw an error too, and the queue would be held for ever
            if (!ran.isDone()) {
                exchange.setException(e);
                exchange.getContext()
                        .getInflightRepository()
                        .remove(exchange, route.getRouteId()); // a stop waits for it
                ran.complete(exchange);
            }
        }
        return ran.thenCompose(done -> ended(done, context, message, last));
    }

    private CompletableFuture<Ended> ended(
            Exchange exchange, WebhookContext context, IncomingMessage message, boolean last) {
        Throwable failure = exchange.getException() == null
                ? exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class) // handled by the route
                : exchange.getException();
        IntakeOutcome outcome = context.outcome();
        route.doneUoW(exchange);
        route.releaseExchange(exchange, false);
        Ended end = failure instanceof Envelope.Malformed ? Ended.REFUSED : end(outcome, failure); // kept by then
        if (end != Ended.UNANSWERED) {
            return CompletableFuture.completedFuture(end);
        }
        tell(message, failure);
        return last ? refuse(context, unanswered(failure)) : CompletableFuture.completedFuture(end);
    }

    private static Ended end(@Nullable IntakeOutcome outcome, @Nullable Throwable failure) {
        return switch (outcome) {
            case null -> failure instanceof StoreUnavailable ? Ended.UNKNOWN : Ended.UNANSWERED;
            case IntakeOutcome.Unknown unknown -> Ended.UNKNOWN;
            case IntakeOutcome.Stored stored -> Ended.STORED;
            case IntakeOutcome.Duplicate duplicate -> Ended.STORED;
            default -> Ended.REFUSED;
        };
    }

    private static String unanswered(@Nullable Throwable failure) {
        return "The route ended %d times without storing the message: %s"
                .formatted(OpenMessages.TRIES, failure == null ? "no step failed" : failure);
    }

    private static CompletableFuture<Ended> refuse(WebhookContext context, String reason) {
        return context.refuseVerified(reason, null, null, PATIENCE)
                .handle((kept, failure) -> failure == null ? Ended.REFUSED : Ended.UNKNOWN);
    }

    /** Tells a fault of the route, once in a while: each of its messages has it, at each try. */
    private void tell(IncomingMessage message, @Nullable Throwable failure) {
        long now = System.nanoTime();
        long before = toldAt.get();
        if (now - before >= SELDOM.toNanos() && toldAt.compareAndSet(before, now)) {
            LOG.warn(
                    "Message {} of {} ran through its route and was not stored; it is tried again, {} times in all",
                    message.id(),
                    queue,
                    OpenMessages.TRIES,
                    failure);
        }
    }
}
