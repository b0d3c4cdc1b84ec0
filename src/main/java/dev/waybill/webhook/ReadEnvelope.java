package dev.waybill.webhook;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.quarantine.Resubmit.OnRefusal;
import dev.waybill.signature.Verified;
import dev.waybill.webhook.Envelope.Malformed;
import java.time.Duration;
import java.util.Objects;
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
        Received received = Received.of(exchange);
        Verified verified =
                Objects.requireNonNull(exchange.getProperty(VerifySignature.VERIFIED, Verified.class), "Not verified");
        try {
            Arrival arrival = arrival(received, verified, !StaysInQuarantine.isSource(exchange));
            exchange.setProperty(Arrival.PROPERTY, arrival);
            exchange.getMessage().setHeader(InboxHeaders.IDEMPOTENCY_KEY, arrival.key());
            return true;
        } catch (Malformed malformed) {
            keep(exchange, malformed, later);
            return false;
        }
    }

    private static void keep(Exchange exchange, Malformed malformed, AsyncCallback later) {
        OnRefusal.of(exchange)
                .verified(String.valueOf(malformed.getMessage()), null, null, PATIENCE)
                .whenCompleteAsync(
                        (kept, failure) -> {
                            exchange.setException(
                                    failure == null
                                            ? malformed
                                            : new StoreUnavailable("The quarantine was not written", failure));
                            later.done(false);
                        },
                        Arrival.goesOnIn(exchange));
    }

    /** @param fromOutside false for a release from quarantine, where an operator has seen that the body came before */
    private static Arrival arrival(Received received, Verified verified, boolean fromOutside) {
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
                fromOutside ? received.source().onlyOnceWithin(envelope.type()) : null,
                verified.isAsReceived(received.body()) ? null : received.body());
    }
}
