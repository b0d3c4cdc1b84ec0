package dev.waybill.webhook;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The result of a webhook on the intake route. An exchange carries it beside the HTTP answer that was made of it. */
public sealed interface IntakeResult {

    /** The webhook is a new event, committed. */
    record Accepted(long event) implements IntakeResult {}

    /** The webhook was accepted before, as this event. */
    record Duplicate(long event) implements IntakeResult {}

    /** The webhook was not stored. */
    record NotStored(Problem problem) implements IntakeResult {}

    /** Returns the result; null if no step of the route gave one. */
    static @Nullable IntakeResult of(Exchange exchange) {
        return exchange.getProperty(IntakeResult.class.getName(), IntakeResult.class);
    }

    /** Puts the result on the exchange. */
    default void on(Exchange exchange) {
        exchange.setProperty(IntakeResult.class.getName(), this);
    }
}
