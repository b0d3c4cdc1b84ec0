package dev.waybill.webhook;

import dev.waybill.inbox.IfRefused;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.inbox.Quarantine;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** First step of the intake route: only what its source signed goes on, with our headers and no other. */
final class VerifySignature implements Processor {

    static final String VERIFIED = "WaybillVerified";

    private final Quarantine quarantine;
    private final Tally tally;

    VerifySignature(Quarantine quarantine, Tally tally) {
        this.quarantine = quarantine;
        this.tally = tally;
    }

    /** @throws Unauthorized if the signature header is not there exactly once, or does not match */
    @Override
    public void process(Exchange exchange) {
        Received received = Received.of(exchange);
        Source source = received.source();
        if (!StaysInQuarantine.isSource(exchange)) {
            exchange.setProperty(IfRefused.PROPERTY, new KeepInQuarantine(quarantine, received));
        }
        String signature = received.once(source.signatureHeader());
        Verified verified = signature == null
                ? null
                : SignatureVerifier.verify(received.body(), signature, source.secrets(), source.reserialise());
        if (verified == null) {
            IfRefused.of(exchange).unverified(signature == null ? "signature missing or repeated" : "wrong signature");
            throw new Unauthorized();
        }
        tally.verifiedWith(source, verified.secretId());
        exchange.setProperty(VERIFIED, verified);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(InboxHeaders.SOURCE, source.name());
    }
}
