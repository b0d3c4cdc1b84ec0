package dev.waybill.webhook;

import dev.waybill.inbox.ArrivalContext;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.quarantine.Resubmit.Answer.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A webhook on its way through the intake route. The consumer sets the context once. Each step reads the fields of the
 * steps before it, and sets its own. No text of the sender becomes a header of the exchange.
 */
public final class WebhookContext extends ArrivalContext {

    /** Stands where other events have the id of the secret that verified them. */
    private static final String UNPROVEN = "none";

    private final Received received;
    private final @Nullable Quarantine quarantine;
    private List<Item> items = List.of();
    private @Nullable IntakeResult result;
    private @Nullable Refused refused;

    private WebhookContext(Received received, @Nullable Quarantine quarantine, @Nullable Executor loop) {
        super(loop);
        this.received = received;
        this.quarantine = quarantine;
    }

    /** Returns the context of a webhook from the public listener, which goes into quarantine if it is refused. */
    public static WebhookContext fromSender(Received received, Quarantine quarantine, Executor loop) {
        return new WebhookContext(received, quarantine, loop);
    }

    /** Returns the context of a webhook released from quarantine, which stays there if it is refused. */
    public static WebhookContext fromQuarantine(Received received) {
        return new WebhookContext(received, null, null);
    }

    /** Returns the context of an event that came without a proof, from where its source is believed. */
    public static WebhookContext fromRecord(Received received, Quarantine quarantine) {
        WebhookContext context = new WebhookContext(received, quarantine, null);
        context.setItems(List.of(believed(received)));
        return context;
    }

    static Item believed(Received received) {
        return new Item(received.body(), UNPROVEN, null);
    }

    static WebhookContext of(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getProperty(PROPERTY, WebhookContext.class), "Not an exchange of the public port");
    }

    public Received received() {
        return received;
    }

    /** False for a release from quarantine, where an operator has seen the webhook. */
    public boolean isFromSender() {
        return quarantine != null;
    }

    /**
     * Handles a webhook without proof that the source sent it. Never blocks, never throws.
     *
     * @param reason a phrase for the operator
     * @param key its idempotency key, if only the signature is wrong; null otherwise
     */
    void refuseUnverified(String reason, @Nullable String key) {
        if (quarantine == null) {
            refused = new Refused(reason, false, null, null);
        } else {
            quarantine.keepUnverified(
                    received.source().name(), reason, key, HeaderLines.withSignature(received), received.body());
        }
    }

    /** The signature is kept too, so that it can be verified again. */
    @Override
    public CompletableFuture<Void> refuseVerified(
            String reason, @Nullable String key, @Nullable Long event, Duration atMost) {
        if (quarantine == null) {
            refused = new Refused(reason, true, key, event);
            return CompletableFuture.completedFuture(null);
        }
        return quarantine.keepVerified(
                received.source().name(),
                reason,
                key,
                event,
                HeaderLines.withSignature(received),
                received.body(),
                atMost);
    }

    /** Returns the header lines by which the webhook can be verified again; not if one of them is the secret itself. */
    public byte[] proof() {
        return received.source().scheme().algorithm().signs()
                ? HeaderLines.withSignature(received)
                : HeaderLines.withoutSignature(received);
    }

    /** Returns the verified events, at least one. */
    List<Item> items() {
        if (items.isEmpty()) {
            throw new IllegalStateException("Not verified");
        }
        return items;
    }

    void setItems(List<Item> items) {
        this.items = List.copyOf(items);
    }

    /** Returns the result; null if no step of the route gave one. */
    public @Nullable IntakeResult result() {
        return result;
    }

    void setResult(IntakeResult result) {
        this.result = result;
    }

    /** Returns the reason why a release from quarantine is refused; null if no step of the route gave one. */
    public @Nullable Refused refused() {
        return refused;
    }
}
