package dev.waybill.webhook;

import dev.waybill.webhook.Envelope.Malformed;
import java.util.List;

/** The sender's idempotency key: one header line of 1 to 255 printable ASCII characters. */
final class IdempotencyKey {

    private static final int MAX_LENGTH = 255;

    private IdempotencyKey() {}

    /**
     * Reads the key.
     *
     * @throws Malformed if the key is missing, repeated, too long or not printable ASCII
     */
    static String of(Received received) {
        String header = received.source().keyHeader();
        List<String> values = received.headers().getAll(header);
        if (values.size() > 1) {
            throw new Malformed(header + " was sent more than once");
        }
        if (values.isEmpty() || values.get(0).isBlank()) {
            throw new Malformed(header + " is missing");
        }
        String key = values.get(0);
        if (key.length() > MAX_LENGTH) {
            throw new Malformed(header + " is longer than 255 characters");
        }
        if (!key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new Malformed(header + " is not printable ASCII");
        }
        return key;
    }
}
