package dev.waybill.webhook;

import dev.waybill.signature.Claim;
import dev.waybill.sources.Items;
import dev.waybill.sources.Source;
import dev.waybill.webhook.Envelope.Malformed;
import java.util.List;
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
    static @Nullable String key(Received received, @Nullable Claim claim) {
        Source source = received.source();
        if (claim == null || received.body().length > MOST) {
            return null;
        }
        try {
            Items place = received.items();
            return key(
                    received,
                    place == null
                            ? EventTexts.read(received.body(), source.parts(), received::once)
                            : EventTexts.read(first(received, place), source.parts(), header -> null));
        } catch (Malformed no) {
            return null;
        }
    }

    /** The same for one event of several, whose texts are read already. */
    static @Nullable String key(Received received, @Nullable Claim claim, EventTexts texts) {
        try {
            return claim == null || received.body().length > MOST ? null : key(received, texts);
        } catch (Malformed no) {
            return null;
        }
    }

    private static @Nullable String key(Received received, EventTexts texts) {
        Source source = received.source();
        String key = IdempotencyKey.of(received, texts);
        Envelope envelope = Envelope.of(texts, source.parts());
        return source.knows(envelope.type()) ? key : null;
    }

    /** Returns the first of a request's events: its key stands for all. */
    private static byte[] first(Received received, Items place) {
        List<byte[]> items = SplitItems.of(received.body(), place);
        if (items.isEmpty()) {
            throw new Malformed("The request has no event");
        }
        return items.getFirst();
    }
}
