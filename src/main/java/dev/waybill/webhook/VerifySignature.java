package dev.waybill.webhook;

import dev.waybill.inbox.InboxHeaders;
import dev.waybill.signature.Claim;
import dev.waybill.signature.ReserializedCheck;
import dev.waybill.signature.SignatureVerifier;
import dev.waybill.signature.Verified;
import dev.waybill.sources.Items;
import dev.waybill.sources.Source;
import dev.waybill.sources.SourceDoubt;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * First step of the intake route: only webhooks that their source signed go on. The body becomes the signed form, and
 * the hub's own headers replace all others. The exchange goes on in another thread if the raw bytes don't match and
 * their re-serialisation may.
 */
final class VerifySignature extends AsyncStep {

    /**
     * The largest body, in bytes, whose events are read on an event loop. Reading it takes about as long as the HMAC of
     * the largest body. The threads aside are shared with whatever strangers send, so no usual request should need them.
     */
    private static final int MOST_AT_ONCE = 256 * 1024;

    private final ReserializedCheck secondCheck;
    private final SourceDoubt doubt;
    private final SentTime time;
    private final WebhookMetrics tally;

    VerifySignature(ReserializedCheck secondCheck, SourceDoubt doubt, SentTime time, WebhookMetrics tally) {
        this.secondCheck = secondCheck;
        this.doubt = doubt;
        this.time = time;
        this.tally = tally;
    }

    /**
     * Fails with {@link Unauthorized} if the signature header is not there exactly once, does not match, or was signed
     * too long ago. Fails with {@link InDoubt} instead while the hub's own secret may be the cause, and with
     * {@link NoEvent} for a ping.
     */
    @Override
    protected boolean step(Exchange exchange, AsyncCallback later) {
        WebhookContext context = WebhookContext.of(exchange);
        Received received = context.received();
        Source source = received.source();
        if (source.handshake().isPing(received.body())) {
            throw new NoEvent("");
        }
        if (!source.isAtTheDoor() && !context.isFromSender()) {
            pass(exchange, context, List.of(WebhookContext.believed(received))); // an operator releases a record
            exchange.getMessage().setBody(received.body());
            return true;
        }
        Items items = received.items();
        if (source.scheme().place() != null && items != null) {
            return eachOf(exchange, context, items, later);
        }
        Claim claim = Claim.of(source.scheme(), received::once);
        Verified verified =
                claim == null ? null : SignatureVerifier.verifyRaw(received.body(), claim, source.secrets());
        if (verified == null
                && claim != null
                && source.reserialise()
                && SignatureVerifier.mayBeReserialised(received.body())) {
            secondCheck.verify(
                    received.body(),
                    claim,
                    source.secrets(),
                    second -> finish(exchange, later, () -> goOn(exchange, context, claim, second.verified())));
            return false;
        }
        goOn(exchange, context, claim, verified);
        return true;
    }

    private void goOn(Exchange exchange, WebhookContext context, @Nullable Claim claim, @Nullable Verified verified) {
        Received received = context.received();
        if (claim == null || verified == null) {
            refuse(context, claim);
            return;
        }
        if (context.isFromSender()) { // an operator releases old webhooks on purpose
            String fault = time.fault(received, claim);
            if (fault != null) {
                context.refuseUnverified(fault, PlausibleWebhook.key(received, claim));
                throw new OutOfTolerance();
            }
        }
        pass(exchange, context, List.of(new Item(verified.signedForm(), verified.secretId(), null)));
        exchange.getMessage().setBody(verified.signedForm());
    }

    /** Verifies a request whose events hold a signature each; one that takes long to read, in another thread. */
    private boolean eachOf(Exchange exchange, WebhookContext context, Items place, AsyncCallback later) {
        Received received = context.received();
        if (received.body().length <= MOST_AT_ONCE) {
            goOn(exchange, context, SignedItems.of(received, place));
            return true;
        }
        secondCheck.aside(
                () -> SignedItems.of(received, place),
                signed -> finish(exchange, later, () -> goOn(exchange, context, signed.get())));
        return false;
    }

    private void goOn(Exchange exchange, WebhookContext context, SignedItems signed) {
        if (signed.fault() != null) {
            refuse(context, signed.fault(), signed.key());
        } else {
            pass(exchange, context, signed.items());
            exchange.getMessage().setBody(context.received().body());
        }
    }

    private void pass(Exchange exchange, WebhookContext context, List<Item> items) {
        Source source = context.received().source();
        if (context.isFromSender()) {
            doubt.verified(source.name());
        }
        items.stream().map(Item::secretId).distinct().forEach(secret -> tally.verifiedWith(source, secret));
        context.setItems(items);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(InboxHeaders.SOURCE, source.name());
    }

    private void refuse(WebhookContext context, @Nullable Claim claim) {
        Received received = context.received();
        boolean once = received.once(received.source().signatureHeader()) != null;
        refuse(
                context,
                claim != null && claim.ignored() > 0
                        ? "wrong signature; %d of the signatures were not compared".formatted(claim.ignored())
                        : once ? "wrong signature" : "signature missing or repeated",
                PlausibleWebhook.key(received, claim));
    }

    private void refuse(WebhookContext context, String reason, @Nullable String key) {
        context.refuseUnverified(reason, key);
        if (key != null
                && context.isFromSender()
                && doubt.unverified(context.received().source().name())) {
            throw new InDoubt();
        }
        throw new Unauthorized();
    }

    /** A webhook failed verification, and the hub's own secret may be wrong. The sender should send it again. */
    static final class InDoubt extends RuntimeException {

        InDoubt() {
            super("Not verified, and the secret is in doubt", null, false, false);
        }
    }

    /** Nothing proves that the source sent this. The answer says no more, so that an attacker learns nothing from it. */
    static class Unauthorized extends RuntimeException {

        Unauthorized() {
            super("Not verified", null, false, false);
        }
    }

    /** The source sent this, but not now. The answer is the same; the operator learns more. */
    static final class OutOfTolerance extends Unauthorized {}
}
