package dev.waybill.webhook;

import dev.waybill.sources.Part;
import dev.waybill.webhook.Envelope.Malformed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sender's idempotency key: 1 to 255 printable ASCII characters. */
final class IdempotencyKey {

    private static final int MAX_LENGTH = 255;

    private IdempotencyKey() {}

    /**
     * Reads the key.
     *
     * @throws Malformed if the key is missing, repeated, too long or not printable ASCII
     */
    static String of(Received received, EventTexts texts) {
        Part part = received.source().parts().key();
        String key = part.in(texts::visible);
        if (key == null) {
            throw new Malformed(name(part)
                    + (isRepeated(received, part.onlyHeader()) ? " was sent more than once" : " is missing"));
        }
        if (key.length() > MAX_LENGTH) {
            throw new Malformed(name(part) + " is longer than 255 characters");
        }
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < ' ' || key.charAt(i) > '~') {
                throw new Malformed(name(part) + " is not printable ASCII");
            }
        }
        return key;
    }

    private static String name(Part part) {
        String header = part.onlyHeader();
        return header == null ? "The key (%s)".formatted(part.inWords()) : header;
    }

    private static boolean isRepeated(Received received, @Nullable String header) {
        List<String> values = header == null ? List.of() : received.headers().getAll(header);
        return values.size() > 1;
    }
}
