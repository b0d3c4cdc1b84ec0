package dev.waybill.webhook;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * A step whose exchange may go on later, in another thread. Every exception ends up on the exchange. Camel itself would
 * log an asynchronous step's exception and forget the exchange, whose sender would wait in vain.
 */
abstract class AsyncStep extends AsyncProcessorSupport {

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        boolean done = attempt(exchange, () -> step(exchange, callback));
        if (done) {
            callback.done(true);
        }
        return done;
    }

    /** @return true if the step is done; false if it calls {@code later} once when it is */
    protected abstract boolean step(Exchange exchange, AsyncCallback later);

    /** Runs the rest of the step in another thread, and ends it. */
    static void finish(Exchange exchange, AsyncCallback later, Runnable rest) {
        attempt(exchange, () -> {
            rest.run();
            return true;
        });
        later.done(false);
    }

    private static boolean attempt(Exchange exchange, Step step) {
        try {
            return step.isDone();
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
            return true;
        }
    }

    @FunctionalInterface
    private interface Step {
        boolean isDone();
    }
}
