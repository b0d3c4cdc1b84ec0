package dev.waybill.webhook;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * A step whose exchange may go on later, in another thread. What it throws ends up on the exchange: Camel itself logs what
 * an asynchronous step throws and forgets the exchange, whose sender would wait in vain.
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

    /** @return true if it is done; false if {@code later} is called when it is, once */
    protected abstract boolean step(Exchange exchange, AsyncCallback later);

    /** Ends what goes on in another thread. */
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
