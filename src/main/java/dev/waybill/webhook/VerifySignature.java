package dev.waybill.webhook;

import dev.waybill.inbox.InboxHeaders;
import dev.waybill.signature.Claim;
import dev.waybill.signature.ReserializedCheck;
import dev.waybill.signature.SignatureVerifier;
import dev.waybill.signature.Verified;
import dev.waybill.sources.Source;
import dev.waybill.sources.SourceDoubt;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * First step of the intake route: only webhooks that their source signed go on. The body becomes the signed form, and
 * the hub's own headers replace all others. The exchange goes on in another thread if the raw bytes don't match and
 * their re-serialisation may.
 */
final class VerifySignature extends AsyncStep {

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
            goOn(exchange, context, source, WebhookContext.believed(received)); // an operator releases a record
            return true;
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
            doubt.verified(received.source().name());
        }
        goOn(exchange, context, received.source(), verified);
    }

    private void goOn(Exchange exchange, WebhookContext context, Source source, Verified verified) {
        tally.verifiedWith(source, verified.secretId());
        context.setVerified(verified);
        exchange.getMessage().setBody(verified.signedForm());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(InboxHeaders.SOURCE, source.name());
    }

    private void refuse(WebhookContext context, @Nullable Claim claim) {
        Received received = context.received();
        boolean once = received.once(received.source().signatureHeader()) != null;
        String key = PlausibleWebhook.key(received, claim);
        context.refuseUnverified(
                claim != null && claim.ignored() > 0
                        ? "wrong signature; %d of the signatures were not compared".formatted(claim.ignored())
                        : once ? "wrong signature" : "signature missing or repeated",
                key);
        if (key != null
                && context.isFromSender()
                && doubt.unverified(received.source().name())) {
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
