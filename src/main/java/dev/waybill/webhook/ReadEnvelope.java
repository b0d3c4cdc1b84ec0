package dev.waybill.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.sources.EventParts;
import dev.waybill.sources.Items;
import dev.waybill.webhook.Envelope.Malformed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * Second step of the intake route: reads type, group and key of each event of a verified webhook, and makes an
 * {@link Arrival} of them.
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
            context.setArrivals(arrivals(context));
            exchange.getMessage()
                    .setHeader(InboxHeaders.IDEMPOTENCY_KEY, context.arrival().key());
            return true;
        } catch (Malformed malformed) {
            keep(exchange, context, malformed, later);
            return false;
        }
    }

    private static void keep(Exchange exchange, WebhookContext context, Malformed malformed, AsyncCallback later) {
        context.refuseVerified(String.valueOf(malformed.getMessage()), null, null, PATIENCE)
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

    private static List<Arrival> arrivals(WebhookContext context) {
        Received received = context.received();
        if (received.source().forms() && received.isForm()) {
            throw new Malformed("The body is a form: set the content type of this webhook to application/json");
        }
        byte[] headers = HeaderLines.withoutSignature(received);
        Items place = received.items();
        if (place == null) {
            Item item = context.items().getFirst();
            EventTexts texts = EventTexts.read(item.body(), received.source().parts(), received::once);
            answerChallenge(received, texts);
            return List.of(arrival(context, item, texts, headers));
        }
        List<Item> items = items(context, place);
        if (items.isEmpty()) {
            throw new NoEvent("");
        }
        List<Arrival> arrivals = new ArrayList<>(items.size());
        for (Item item : items) {
            try { // no header: one of the request would be the same for all
                EventTexts texts =
                        EventTexts.read(item.body(), received.source().parts(), header -> null);
                arrivals.add(arrival(context, item, texts, headers));
            } catch (Malformed fault) {
                throw new Malformed(
                        "%s: %s".formatted(SplitItems.name(arrivals.size(), items.size()), fault.getMessage()));
            }
        }
        return arrivals;
    }

    private static List<Item> items(WebhookContext context, Items place) {
        if (context.received().source().scheme().place() != null) {
            return context.items(); // split before, since each has its signature
        }
        Item whole = context.items().getFirst();
        return SplitItems.of(whole.body(), place).stream()
                .map(body -> new Item(body, whole.secretId(), null))
                .toList();
    }

    private static Arrival arrival(WebhookContext context, Item item, EventTexts texts, byte[] headers) {
        Received received = context.received();
        Envelope envelope = Envelope.of(texts, received.source().parts());
        return new Arrival(
                received.source().name(),
                IdempotencyKey.of(received, texts),
                envelope.group(),
                envelope.type(),
                item.digest() == null ? texts.digest() : item.digest(),
                item.secretId(),
                headers,
                item.body(),
                context.isFromSender() ? received.source().onlyOnceWithin(envelope.type()) : null,
                received.items() != null || item.body() == received.body() ? null : received.body());
    }

    /** Fails with {@link NoEvent} if the sender wants to see a text of its own, to know that this hub is its own. */
    private static void answerChallenge(Received received, EventTexts texts) {
        EventParts parts = received.source().parts();
        JsonPointer challenge = parts.challenge();
        if (challenge != null
                && Envelope.of(texts, parts)
                        .type()
                        .equals(received.source().handshake().type())) {
            String answer = texts.at(challenge);
            if (answer == null || answer.length() > MOST_CHALLENGE) {
                throw new Malformed("The challenge is missing, or longer than %d characters".formatted(MOST_CHALLENGE));
            }
            throw new NoEvent(answer);
        }
    }
}
