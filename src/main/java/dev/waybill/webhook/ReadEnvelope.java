package dev.waybill.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.signature.Verified;
import dev.waybill.sources.EventParts;
import dev.waybill.webhook.Envelope.Malformed;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * Second step of the intake route: reads a verified webhook's type, group and key, and makes an {@link Arrival} of
 * them.
 */
final class ReadEnvelope extends AsyncStep {

    /** The time limit for the write to quarantine. The quarantine's own limit is shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST_CHALLENGE = 1000;

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
        EventParts parts = received.source().parts();
        if (received.source().forms() && received.isForm()) {
            throw new Malformed("The body is a form: set the content type of this webhook to application/json");
        }
        EventTexts texts = EventTexts.read(verified.signedForm(), parts, received::once);
        Envelope envelope = Envelope.of(texts, parts);
        answerChallenge(received, envelope, texts);
        return new Arrival(
                received.source().name(),
                IdempotencyKey.of(received, texts),
                envelope.group(),
                envelope.type(),
                texts.digest(),
                verified.secretId(),
                HeaderLines.withoutSignature(received),
                verified.signedForm(),
                context.isFromSender() ? received.source().onlyOnceWithin(envelope.type()) : null,
                verified.isAsReceived(received.body()) ? null : received.body());
    }

    /** Fails with {@link NoEvent} if the sender wants to see a text of its own, to know that this hub is its own. */
    private static void answerChallenge(Received received, Envelope envelope, EventTexts texts) {
        JsonPointer challenge = received.source().parts().challenge();
        if (challenge != null
                && envelope.type().equals(received.source().handshake().type())) {
            String answer = texts.at(challenge);
            if (answer == null || answer.length() > MOST_CHALLENGE) {
                throw new Malformed("The challenge is missing, or longer than %d characters".formatted(MOST_CHALLENGE));
            }
            throw new NoEvent(answer);
        }
    }
}
