package dev.waybill.inbox;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A verified webhook on its way into the inbox.
 *
 * @param source who sent it; the name of a configured source
 * @param key the sender's idempotency key: 1 to 255 printable ASCII characters
 * @param group the message group, up to 255 bytes of UTF-8; null runs free of any order
 * @param type the event type as sent
 * @param digest SHA-256, 32 bytes, of the bytes that the signature covered
 * @param secretId the id of the secret that verified it
 * @param headers the received header lines as a JSON array of [name, value], UTF-8
 * @param body the bytes that the signature covers: what is routed and delivered
 * @param onlyOnceWithin it goes to quarantine if its body came under another key within so long; null if that is no matter
 * @param received the bytes as they arrived, if those are others; null otherwise
 */
public record Arrival(
        String source,
        String key,
        @Nullable String group,
        String type,
        byte[] digest,
        String secretId,
        byte[] headers,
        byte[] body,
        @Nullable Duration onlyOnceWithin,
        byte @Nullable [] received) {

    /** The exchange property under which the intake route carries it to {@code inbox:}. */
    public static final String PROPERTY = "WaybillArrival";

    /**
     * The exchange property with the {@link Executor} that the exchange goes on in after it had to wait: the door's event
     * loop. Without one it goes on in any thread.
     */
    public static final String GOES_ON_IN = "WaybillGoesOnIn";

    private static final Executor ANY = Thread::startVirtualThread;

    /** Roughly how many bytes it takes. */
    long weight() {
        return headers.length + (long) body.length + (received == null ? 0 : received.length);
    }

    /** Where the exchange goes on after it had to wait. */
    public static Executor goesOnIn(Exchange exchange) {
        return exchange.getProperty(GOES_ON_IN, ANY, Executor.class);
    }
}
