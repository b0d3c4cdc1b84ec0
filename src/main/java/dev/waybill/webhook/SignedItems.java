package dev.waybill.webhook;

import dev.waybill.signature.Claim;
import dev.waybill.sources.Items;
import dev.waybill.sources.Source;
import dev.waybill.sources.SourceSecret;
import dev.waybill.webhook.Envelope.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The check of a request whose events hold a signature each. All of them hold, or none of them is taken.
 *
 * @param items the events; none if one is not signed
 * @param fault what is wrong, as a phrase for the operator; null if all are signed
 * @param key the key of the first event that lacks only a right signature; null otherwise
 */
record SignedItems(
        List<Item> items, @Nullable String fault, @Nullable String key) {

    /** Never throws, since anybody may have sent this. */
    static SignedItems of(Received received, Items place) {
        List<byte[]> bodies;
        try {
            bodies = SplitItems.of(received.body(), place);
            if (bodies.isEmpty()) {
                return new SignedItems(List.of(), "signature missing: the list of items is empty", null);
            }
            return all(received, bodies);
        } catch (Malformed unreadable) {
            return new SignedItems(List.of(), "signature missing: " + unreadable.getMessage(), null);
        }
    }

    private static SignedItems all(Received received, List<byte[]> bodies) {
        Source source = received.source();
        List<Item> items = new ArrayList<>(bodies.size());
        for (byte[] body : bodies) {
            EventTexts texts = EventTexts.read(body, source.parts(), header -> null);
            Claim claim = Claim.ofEvent(source.scheme(), texts::at);
            SourceSecret signer = claim == null ? null : claim.signerOf(body, source.secrets());
            if (claim == null || signer == null) {
                String which = bodies.size() == 1 ? "" : SplitItems.name(items.size(), bodies.size()) + ": ";
                return new SignedItems(
                        List.of(),
                        which + (claim == null ? "signature missing or unreadable" : "wrong signature"),
                        PlausibleWebhook.key(received, claim, texts));
            }
            items.add(new Item(body, signer.id(), claim.digest(body)));
        }
        return new SignedItems(items, null, null);
    }
}
