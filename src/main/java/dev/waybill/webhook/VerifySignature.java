package dev.waybill.webhook;

import dev.waybill.inbox.InboxHeaders;
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
    private final WebhookMetrics tally;

    VerifySignature(ReserializedCheck secondCheck, SourceDoubt doubt, WebhookMetrics tally) {
        this.secondCheck = secondCheck;
        this.doubt = doubt;
        this.tally = tally;
    }

    /**
     * Fails with {@link Unauthorized} if the signature header is not there exactly once, or does not match. Fails with
     * {@link InDoubt} instead while the hub's own secret may be the cause.
     */
    @Override
    protected boolean step(Exchange exchange, AsyncCallback later) {
        WebhookContext context = WebhookContext.of(exchange);
        Received received = context.received();
        Source source = received.source();
        String signature = received.once(source.signatureHeader());
        Verified verified =
                signature == null ? null : SignatureVerifier.verifyRaw(received.body(), signature, source.secrets());
        if (verified == null
                && signature != null
                && source.reserialise()
                && SignatureVerifier.mayBeReserialised(received.body(), signature)) {
            secondCheck.verify(
                    received.body(),
                    signature,
                    source.secrets(),
                    second -> finish(exchange, later, () -> goOn(exchange, context, second.verified())));
            return false;
        }
        goOn(exchange, context, verified);
        return true;
    }

    private void goOn(Exchange exchange, WebhookContext context, @Nullable Verified verified) {
        Received received = context.received();
        if (verified == null) {
            boolean once = received.once(received.source().signatureHeader()) != null;
            String key = PlausibleWebhook.key(received);
            context.refuseUnverified(once ? "wrong signature" : "signature missing or repeated", key);
            if (key != null
                    && context.isFromSender()
                    && doubt.unverified(received.source().name())) {
                throw new InDoubt();
            }
            throw new Unauthorized();
        }
        if (context.isFromSender()) {
            doubt.verified(received.source().name());
        }
        tally.verifiedWith(received.source(), verified.secretId());
        context.setVerified(verified);
        exchange.getMessage().setBody(verified.signedForm());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(InboxHeaders.SOURCE, received.source().name());
    }

    /** A webhook failed verification, and the hub's own secret may be wrong. The sender should send it again. */
    static final class InDoubt extends RuntimeException {

        InDoubt() {
            super("Not verified, and the secret is in doubt", null, false, false);
        }
    }

    /** Nothing proves that the source sent this. The answer says no more, so that an attacker learns nothing from it. */
    static final class Unauthorized extends RuntimeException {

        Unauthorized() {
            super("Not verified", null, false, false);
        }
    }
}
