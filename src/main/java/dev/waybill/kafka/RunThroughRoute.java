package dev.waybill.kafka;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.inbox.IntakeOutcome;
import dev.waybill.kafka.StoreRecords.Ended;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.sources.Source;
import dev.waybill.webhook.Envelope;
import dev.waybill.webhook.Received;
import dev.waybill.webhook.WebhookContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a record through the route. Like a webhook, it leaves no header on the exchange: those of a record, and its key,
 * are kept with the event.
 */
final class RunThroughRoute implements StoreRecords {

    private static final Logger LOG = LoggerFactory.getLogger(RunThroughRoute.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SELDOM = Duration.ofMinutes(1);
    private final DefaultConsumer route;
    private final Source source;
    private final Quarantine quarantine;
    private final int mostBytes;
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - SELDOM.toNanos());

    RunThroughRoute(DefaultConsumer route, Source source, Quarantine quarantine, int mostBytes) {
        this.route = route;
        this.source = source;
        this.quarantine = quarantine;
        this.mostBytes = mostBytes;
    }

    @Override
    public @Nullable String group(ConsumerRecord<byte[], byte[]> record) {
        if (tooLarge(record)) {
            return null;
        }
        Received received = RecordText.received(source, record, mostBytes);
        try {
            return Envelope.read(received.body(), source.parts(), name -> once(received, name))
                    .group();
        } catch (Envelope.Malformed toldLater) {
            return null;
        }
    }

    @Override
    public CompletableFuture<Ended> store(ConsumerRecord<byte[], byte[]> record, boolean last) {
        WebhookContext context = WebhookContext.fromRecord(RecordText.received(source, record, mostBytes), quarantine);
        if (tooLarge(record)) {
            return refuse(
                    context,
                    "The record %s has %d bytes, and the largest event %d: its beginning is kept here"
                            .formatted(RecordText.place(record), record.value().length, mostBytes));
        }
        if (record.value() == null) {
            return refuse(context, "The record %s has no value: it is a tombstone".formatted(RecordText.place(record)));
        }
        CompletableFuture<Exchange> ran = new CompletableFuture<>();
        Exchange exchange = route.createExchange(false);
        try {
            context.on(exchange);
            exchange.getIn().setBody(context.received().body());
            exchange.getIn().setHeader(InboxHeaders.SOURCE, source.name());
            route.createUoW(exchange);
            route.getAsyncProcessor().process(exchange, done -> ran.complete(exchange));
        } catch (Throwable e) { // a step may throw an error too, and the partition would be held for ever
            if (!ran.isDone()) {
                exchange.setException(e);
                exchange.getContext()
                        .getInflightRepository()
                        .remove(exchange, route.getRouteId()); // a stop waits for it
                ran.complete(exchange);
            }
        }
        return ran.thenCompose(done -> ended(done, context, record, last));
    }

    private CompletableFuture<Ended> ended(
            Exchange exchange, WebhookContext context, ConsumerRecord<byte[], byte[]> record, boolean last) {
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
        tell(RecordText.place(record), failure);
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
        return "The route ended %d times without storing the record: %s"
                .formatted(OpenRecords.TRIES, failure == null ? "no step failed" : failure);
    }

    private static CompletableFuture<Ended> refuse(WebhookContext context, String reason) {
        return context.refuseVerified(reason, null, null, PATIENCE)
                .handle((kept, failure) -> failure == null ? Ended.REFUSED : Ended.UNKNOWN);
    }

    /** Tells a fault of the route, once in a while: each of its records has it, at each try. */
    private void tell(String place, @Nullable Throwable failure) {
        long now = System.nanoTime();
        long before = toldAt.get();
        if (now - before >= SELDOM.toNanos() && toldAt.compareAndSet(before, now)) {
            LOG.warn(
                    "Record {} ran through its route and was not stored; it is tried again, {} times in all",
                    place,
                    OpenRecords.TRIES,
                    failure);
        }
    }

    private boolean tooLarge(ConsumerRecord<byte[], byte[]> record) {
        return RecordText.isLarger(record, mostBytes);
    }

    private static @Nullable String once(Received received, String name) {
        return received.headers().getAll(name).size() == 1 ? received.headers().get(name) : null;
    }
}
