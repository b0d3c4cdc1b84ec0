package dev.waybill.lease;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;

/** A Camel consumer whose route runs once for each piece of work, on the thread that has the work. */
public abstract class WorkConsumer extends DefaultConsumer implements ShutdownAware {

    protected WorkConsumer(Endpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /** Creates an exchange for one piece of work. */
    public Exchange newExchange() {
        return createExchange(false);
    }

    /** Runs the exchange through the route on the calling thread; a failure ends up on the exchange. */
    public void run(Exchange exchange) {
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            doneUoW(exchange);
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // running work ends by itself, and a consumer that leases takes nothing new from now on
    }
}
