package dev.waybill.routing;

import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.ArrivalContext;
import dev.waybill.inbox.ArrivalContext.TakeArrivals;
import dev.waybill.inbox.IntakeOutcome;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Stores the exchange's {@link Arrival} without a blocked thread, and leaves the {@link IntakeOutcome} in its context.
 * The idempotent consumer behind it turns the outcome into the answer.
 */
final class InboxProducer extends DefaultAsyncProducer {

    private final InboxEndpoint endpoint;
    private final TakeArrivals accept;

    InboxProducer(InboxEndpoint endpoint, TakeArrivals accept) {
        super(endpoint);
        this.endpoint = endpoint;
        this.accept = accept;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ArrivalContext context = ArrivalContext.withArrival(exchange);
        String misuse = misuse(context);
        if (context == null || misuse != null) {
            exchange.setException(new IllegalStateException(misuse));
            callback.done(true);
            return true;
        }
        AtomicBoolean told = new AtomicBoolean();
        try {
            accept.accept(context, outcome -> {
                if (told.compareAndSet(false, true)) {
                    context.setOutcome(outcome);
                    callback.done(false);
                }
            });
        } catch (RuntimeException | Error e) {
            if (!told.compareAndSet(false, true)) {
                throw e; // after the callback: nothing waits for the exception any more
            }
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return false;
    }

    /**
     * Handles a synchronous call. Fails on an event loop: the blocked thread is the one that the outcome would arrive
     * on.
     */
    @Override
    public void process(Exchange exchange) throws Exception {
        ArrivalContext context = ArrivalContext.withArrival(exchange);
        if (context != null && context.isOnLoop()) {
            throw new IllegalStateException(
                    "'%s' has to be a step of the intake route itself, not behind one that waits for it"
                            .formatted(endpoint));
        }
        super.process(exchange);
    }

    private @Nullable String misuse(@Nullable ArrivalContext context) {
        if (context == null) {
            return "'%s' can be sent to by the intake route only, behind readEnvelope: the exchange carries no arrival"
                    .formatted(endpoint);
        }
        Arrival arrival = context.arrival();
        if (context.outcome() != null) {
            return "'%s' was sent to twice: event %s of source %s is stored once already"
                    .formatted(endpoint, arrival.key(), arrival.source());
        }
        return endpoint.takes(arrival.source())
                ? null
                : "'%s' was sent an event of source %s".formatted(endpoint, arrival.source());
    }
}
