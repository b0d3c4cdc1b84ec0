package dev.waybill.inbox;

import java.util.function.Consumer;

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
