package dev.waybill.inbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The inbox's part of the context of a webhook on the intake route. The exchange carries the context as a property. */
public abstract class ArrivalContext {

    protected static final String PROPERTY = "WaybillWebhook";

    private static final Executor ANY = Thread::startVirtualThread;

    private final @Nullable Executor loop;
    private List<Arrival> arrivals = List.of();
    private @Nullable IntakeOutcome outcome;

    /** @param loop the event loop that continues the exchange after a wait; null if any thread may */
    protected ArrivalContext(@Nullable Executor loop) {
        this.loop = loop;
    }

    /** Returns the context of a webhook whose envelope was read; null for any other exchange. */
    public static @Nullable ArrivalContext withArrival(Exchange exchange) {
        ArrivalContext context = exchange.getProperty(PROPERTY, ArrivalContext.class);
        return context == null || context.arrivals.isEmpty() ? null : context;
    }

    /** Puts the context on the exchange, once, before the first step of the route. */
    public final void on(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /**
     * Handles a webhook that was signed, and can't be accepted. Never blocks.
     *
     * @param reason a phrase for the operator
     * @param key the sender's idempotency key; null if the envelope was not read
     * @param event the event that it conflicts with, if any
     * @param atMost the time that the sender can still wait
     * @return completed when the entry is committed; exceptionally if it was late, or the outcome is unknown
     */
    public abstract CompletableFuture<Void> refuseVerified(
            String reason, @Nullable String key, @Nullable Long event, Duration atMost);

    /** True if the exchange continues on an event loop, which must not be blocked. */
    public final boolean isOnLoop() {
        return loop != null;
    }

    /** Returns the executor that continues the exchange after a wait. */
    public final Executor goesOnIn() {
        return loop != null ? loop : ANY;
    }

    /** Returns the first arrival, by whose key the request is known. */
    public final Arrival arrival() {
        if (arrivals.isEmpty()) {
            throw new IllegalStateException("The envelope was not read");
        }
        return arrivals.getFirst();
    }

    /** Returns all arrivals of the request; none before the envelope was read. */
    public final List<Arrival> arrivals() {
        return arrivals;
    }

    public final void setArrivals(List<Arrival> arrivals) {
        this.arrivals = List.copyOf(arrivals);
    }

    /** Returns the outcome of the store step; null before it. */
    public final @Nullable IntakeOutcome outcome() {
        return outcome;
    }

    public final void setOutcome(IntakeOutcome outcome) {
        this.outcome = outcome;
    }

    /** Takes the arrivals of a webhook to where they are safe. */
    @FunctionalInterface
    public interface TakeArrivals {

        /**
         * Takes the webhook's arrivals, and returns at once.
         *
         * @param sender the callback, called once: the arrivals are safe, or nobody knows that they are
         */
        void accept(ArrivalContext webhook, Consumer<IntakeOutcome> sender);
    }
}
