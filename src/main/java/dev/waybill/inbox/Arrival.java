package dev.waybill.inbox;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A verified webhook on its way into the inbox.
 *
 * @param source the name of the configured source that sent it
 * @param key the sender's idempotency key: 1 to 255 printable ASCII characters
 * @param group the message group, up to 255 bytes of UTF-8; null if no order applies
 * @param type the event type as sent
 * @param digest SHA-256, 32 bytes, of the bytes that the signature covered
 * @param secretId the id of the secret that verified it
 * @param headers the received header lines as a JSON array of [name, value], UTF-8
 * @param body the bytes that the signature covers; these are routed and delivered
 * @param onlyOnceWithin the time in which a body that came under another key sends this one to quarantine; null if
 *     repeated bodies are accepted
 * @param received the bytes as they arrived, if different from the body; null otherwise
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

    /** The exchange property in which the intake route carries the arrival to {@code inbox:}. */
    public static final String PROPERTY = "WaybillArrival";

    /**
     * The exchange property with the {@link Executor} that continues the exchange after a wait: the event loop of the
     * web server. An exchange without this property continues on any thread.
     */
    public static final String GOES_ON_IN = "WaybillGoesOnIn";

    private static final Executor ANY = Thread::startVirtualThread;

    /** Returns the approximate size in bytes. */
    long weight() {
        return headers.length + (long) body.length + (received == null ? 0 : received.length);
    }

    /** Returns the executor that continues the exchange after a wait. */
    public static Executor goesOnIn(Exchange exchange) {
        return exchange.getProperty(GOES_ON_IN, ANY, Executor.class);
    }
}
