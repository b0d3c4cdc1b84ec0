package dev.waybill.inbox;

import java.time.Duration;
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

    /** Returns the approximate size in bytes. */
    long weight() {
        return headers.length + (long) body.length + (received == null ? 0 : received.length);
    }
}
