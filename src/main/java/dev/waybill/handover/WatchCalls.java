package dev.waybill.handover;

import dev.waybill.wire.Wire;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a delivery's exchange is sent to an endpoint outside the JVM, and listens to the bytes written. Copies
 * of the exchange count as the exchange itself.
 */
public final class WatchCalls extends EventNotifierSupport {

    private static final String PROPERTY = "WaybillCallsOutside";

    private final CaptureSent keep;

    public WatchCalls(CaptureSent keep) {
        this.keep = keep;
    }

    /** @param received the event's body, in an array that the route does not share */
    static OutgoingCalls watch(Exchange exchange, byte[] received) {
        OutgoingCalls calls = new OutgoingCalls(received);
        exchange.setProperty(PROPERTY, calls);
        return calls;
    }

    static @Nullable OutgoingCalls of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, OutgoingCalls.class);
    }

    /** Enables "sending" too: Camel reports "sent" only if it could report "sending" before. */
    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSentEvent || event instanceof ExchangeSendingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        OutgoingCalls calls = event instanceof ExchangeEvent of ? of(of.getExchange()) : null;
        if (calls == null) {
            return;
        }
        if (event instanceof ExchangeSendingEvent sending
                && sending.getEndpoint().isRemote()) {
            // now: later the message is the answer
            calls.begin(OutgoingCall.of(keep, sending.getEndpoint(), sending.getExchange(), calls.received()));
        } else if (event instanceof ExchangeSentEvent sent && sent.getEndpoint().isRemote()) {
            Wire.stop();
            calls.end();
        }
    }
}
