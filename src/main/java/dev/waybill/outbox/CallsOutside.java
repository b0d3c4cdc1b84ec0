package dev.waybill.outbox;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notices whether a delivery's exchange was sent to an endpoint outside the JVM, and keeps what went there last; its copies
 * count as itself.
 */
final class CallsOutside extends EventNotifierSupport {

    private static final String PROPERTY = "WaybillCallsOutside";

    /** Of one attempt. Written by whatever thread its route runs on, and read by the one that waits for it. */
    private static final class Seen {

        private final byte[] received;
        private volatile boolean made;
        private volatile @Nullable Sent sent;

        Seen(byte[] received) {
            this.received = received;
        }
    }

    private final KeepSent keep;

    CallsOutside(KeepSent keep) {
        this.keep = keep;
    }

    /** @param received the event's body, in an array that the route does not have */
    static void watch(Exchange exchange, byte[] received) {
        exchange.setProperty(PROPERTY, new Seen(received));
    }

    static boolean made(Exchange exchange) {
        Seen seen = exchange.getProperty(PROPERTY, Seen.class);
        return seen != null && seen.made;
    }

    /** What was handed over last, whether or not it arrived; null if it came to none, or none is kept. */
    static @Nullable Sent sent(Exchange exchange) {
        Seen seen = exchange.getProperty(PROPERTY, Seen.class);
        return seen == null ? null : seen.sent;
    }

    /** "Sending" even if nothing is kept: Camel tells "sent" only of what it could tell "sending" of. */
    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSentEvent || event instanceof ExchangeSendingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent && sent.getEndpoint().isRemote()) {
            Seen seen = sent.getExchange().getProperty(PROPERTY, Seen.class);
            if (seen != null) {
                seen.made = true;
            }
        } else if (event instanceof ExchangeSendingEvent sending
                && !keep.off()
                && sending.getEndpoint().isRemote()) {
            Seen seen = sending.getExchange().getProperty(PROPERTY, Seen.class);
            if (seen != null) {
                // now: afterwards the message is the answer
                seen.sent = keep.of(sending.getEndpoint(), sending.getExchange(), seen.received);
            }
        }
    }
}
