package dev.waybill.webhook;

import dev.waybill.signature.SignatureVerifier;
import dev.waybill.sources.Source;
import dev.waybill.webhook.Envelope.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * Recognises an unverified request that lacks only a right signature to be a webhook. Just after a change of the
 * secret, such a request may be the only copy of a webhook; all others are junk.
 */
final class PlausibleWebhook {

    /** The largest body, in bytes, that is parsed, since unauthenticated clients can cause this work. */
    static final int MOST = 64 * 1024;

    private PlausibleWebhook() {}

    /** Returns the idempotency key if this could be a webhook of its source; null otherwise. */
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
