package dev.waybill.inbox;

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
 * @param body the bytes as received
 */
public record Arrival(
        String source,
        String key,
        @Nullable String group,
        String type,
        byte[] digest,
        String secretId,
        byte[] headers,
        byte[] body) {

    /** The exchange property under which the intake route carries it to the idempotent consumer. */
    public static final String PROPERTY = "WaybillArrival";
}
