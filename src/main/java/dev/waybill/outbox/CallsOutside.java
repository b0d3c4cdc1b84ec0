package dev.waybill.outbox;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Notices whether a delivery's exchange was sent to an endpoint outside the JVM; its copies count as itself. */
final class CallsOutside extends EventNotifierSupport {

    private static final String PROPERTY = "WaybillCallsOutside";

    static void watch(Exchange exchange) {
        exchange.setProperty(PROPERTY, new AtomicBoolean());
    }

    static boolean made(Exchange exchange) {
        AtomicBoolean made = exchange.getProperty(PROPERTY, AtomicBoolean.class);
        return made != null && made.get();
    }

    /** "Sending" too, though it is of no interest: Camel tells "sent" only of what it could tell "sending" of. */
    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSentEvent || event instanceof ExchangeSendingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent && sent.getEndpoint().isRemote()) {
            AtomicBoolean made = sent.getExchange().getProperty(PROPERTY, AtomicBoolean.class);
            if (made != null) {
                made.set(true);
            }
        }
    }
}
