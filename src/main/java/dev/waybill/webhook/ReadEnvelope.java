package dev.waybill.webhook;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.signature.Verified;
import dev.waybill.webhook.Envelope.Malformed;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Second step of the intake route: reads a verified webhook's type, group and key, and makes an {@link Arrival} of
 * them.
 */
final class ReadEnvelope extends AsyncStep {

    /** The time limit for the write to quarantine. The quarantine's own limit is shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Fails with {@link Malformed} for a signed webhook that can't be accepted, once that is in quarantine. */
    @Override
    protected boolean step(Exchange exchange, AsyncCallback later) {
        WebhookContext context = WebhookContext.of(exchange);
        try {
            Arrival arrival = arrival(context);
            context.setArrival(arrival);
            exchange.getMessage().setHeader(InboxHeaders.IDEMPOTENCY_KEY, arrival.key());
            return true;
        } catch (Malformed malformed) {
            keep(exchange, context, malformed, later);
            return false;
        }
    }

    private static void keep(Exchange exchange, WebhookContext context, Malformed malformed, AsyncCallback later) {
        context.refuseVerified(String.valueOf(malformed.getMessage()), null, PATIENCE)
                .whenCompleteAsync(
                        (kept, failure) -> {
                            exchange.setException(
                                    failure == null
                                            ? malformed
                                            : new StoreUnavailable("The quarantine was not written", failure));
                            later.done(false);
                        },
                        context.goesOnIn());
    }

    private static Arrival arrival(WebhookContext context) {
        Received received = context.received();
        Verified verified = context.verified();
        Envelope envelope =
                Envelope.read(verified.signedForm(), received.source().groupPointer());
        return new Arrival(
                received.source().name(),
                IdempotencyKey.of(received),
                envelope.group(),
                envelope.type(),
                DigestUtils.sha256(verified.signedForm()),
                verified.secretId(),
                HeaderLines.withoutSignature(received),
                verified.signedForm(),
                context.isFromSender() ? received.source().onlyOnceWithin(envelope.type()) : null,
                verified.isAsReceived(received.body()) ? null : received.body());
    }
}
