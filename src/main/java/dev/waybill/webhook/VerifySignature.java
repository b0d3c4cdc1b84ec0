package dev.waybill.webhook;

import dev.waybill.inbox.Doubt;
import dev.waybill.inbox.IfRefused;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.inbox.Quarantine;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * First step of the intake route: only what its source signed goes on, in the form that was signed, with our headers and
 * no other. Where the raw bytes
 * don't match and their re-serialisation may, the exchange goes on in another thread.
 */
final class VerifySignature extends AsyncStep {

    static final String VERIFIED = "WaybillVerified";

    private final SecondCheck secondCheck;
    private final Quarantine quarantine;
    private final Doubt doubt;
    private final Tally tally;

    VerifySignature(SecondCheck secondCheck, Quarantine quarantine, Doubt doubt, Tally tally) {
        this.secondCheck = secondCheck;
        this.quarantine = quarantine;
        this.doubt = doubt;
        this.tally = tally;
    }

    /**
     * Fails with {@link Unauthorized} if the signature header is not there exactly once, or does not match, and with
     * {@link InDoubt} while that may be our own fault.
     */
    @Override
    protected boolean step(Exchange exchange, AsyncCallback later) {
        Received received = Received.of(exchange);
        Source source = received.source();
        if (!StaysInQuarantine.isSource(exchange)) {
            exchange.setProperty(IfRefused.PROPERTY, new KeepInQuarantine(quarantine, received));
        }
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
                    second -> finish(exchange, later, () -> goOn(exchange, received, second.verified())));
            return false;
        }
        goOn(exchange, received, verified);
        return true;
    }

    private void goOn(Exchange exchange, Received received, @Nullable Verified verified) {
        if (verified == null) {
            boolean once = received.once(received.source().signatureHeader()) != null;
            String key = Plausible.key(received);
            IfRefused.of(exchange).unverified(once ? "wrong signature" : "signature missing or repeated", key);
            if (key != null
                    && !StaysInQuarantine.isSource(exchange)
                    && doubt.unverified(received.source().name())) {
                throw new InDoubt();
            }
            throw new Unauthorized();
        }
        if (!StaysInQuarantine.isSource(exchange)) {
            doubt.verified(received.source().name());
        }
        tally.verifiedWith(received.source(), verified.secretId());
        exchange.setProperty(VERIFIED, verified);
        exchange.getMessage().setBody(verified.signedForm());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(InboxHeaders.SOURCE, received.source().name());
    }
}
