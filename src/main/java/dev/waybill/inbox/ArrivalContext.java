package dev.waybill.inbox;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The inbox's part of the context of a webhook on the intake route. The exchange carries the context as a property. */
public abstract class ArrivalContext {

    protected static final String PROPERTY = "WaybillWebhook";

    private static final Executor ANY = Thread::startVirtualThread;

    private final @Nullable Executor loop;
    private @Nullable Arrival arrival;
    private @Nullable IntakeOutcome outcome;

    /** @param loop the event loop that continues the exchange after a wait; null if any thread may */
    protected ArrivalContext(@Nullable Executor loop) {
        this.loop = loop;
    }

    /** Returns the context of a webhook whose envelope was read; null for any other exchange. */
    public static @Nullable ArrivalContext withArrival(Exchange exchange) {
        ArrivalContext context = exchange.getProperty(PROPERTY, ArrivalContext.class);
        return context == null || context.arrival == null ? null : context;
    }

    /** Puts the context on the exchange, once, before the first step of the route. */
    public final void on(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /**
     * Handles a webhook that was signed, and can't be accepted. Never blocks.
     *
     * @param reason a phrase for the operator
     * @param event the event that it conflicts with, if any
     * @param atMost the time that the sender can still wait
     * @return completed when the entry is committed; exceptionally if it was late, or the outcome is unknown
     */
    public abstract CompletableFuture<Void> refuseVerified(String reason, @Nullable Long event, Duration atMost);

    /** True if the exchange continues on an event loop, which must not be blocked. */
    public final boolean isOnLoop() {
        return loop != null;
    }

    /** Returns the executor that continues the exchange after a wait. */
    public final Executor goesOnIn() {
        return loop != null ? loop : ANY;
    }

    /** Returns the sender's idempotency key; null before the envelope was read. */
    protected final @Nullable String key() {
        return arrival == null ? null : arrival.key();
    }

    public final Arrival arrival() {
        return Objects.requireNonNull(arrival, "The envelope was not read");
    }

    public final void setArrival(Arrival arrival) {
        this.arrival = arrival;
    }

    /** Returns the outcome of the store step; null before it. */
    public final @Nullable IntakeOutcome outcome() {
        return outcome;
    }

    public final void setOutcome(IntakeOutcome outcome) {
        this.outcome = outcome;
    }
}
