package dev.waybill.webhook;

import dev.waybill.signature.SignatureVerifier;
import dev.waybill.sources.Source;
import org.jspecify.annotations.Nullable;

/**
 * Tells what lacks nothing but a right signature from what nobody will miss. On the day a secret was changed the first kind
 * is the only copy of a webhook.
 */
final class PlausibleWebhook {

    /** The largest body, in bytes, that is looked into: strangers can ask for this work. */
    static final int MOST = 64 * 1024;

    private PlausibleWebhook() {}

    /** Its idempotency key, if it could be a webhook of its source; null otherwise. */
    static @Nullable String key(Received received) {
        Source source = received.source();
        String signature = received.once(source.signatureHeader());
        if (signature == null || received.body().length > MOST || !SignatureVerifier.isWellFormed(signature)) {
            return null;
        }
        try {
            String key = IdempotencyKey.of(received);
            Envelope envelope = Envelope.read(received.body(), source.groupPointer());
            return source.types().contains(envelope.type()) ? key : null;
        } catch (Malformed no) {
            return null;
        }
    }
}
