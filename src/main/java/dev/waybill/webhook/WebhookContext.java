package dev.waybill.webhook;

import dev.waybill.inbox.ArrivalContext;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.quarantine.Resubmit.Answer.Refused;
import dev.waybill.quarantine.Resubmit.OnRefusal;
import dev.waybill.signature.Verified;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A webhook on its way through the intake route. The consumer sets the context once. Each step reads the fields of the
 * steps before it, and sets its own. No text of the sender becomes a header of the exchange.
 */
public final class WebhookContext extends ArrivalContext {

    private final Received received;
    private @Nullable Verified verified;
    private @Nullable IntakeResult result;

    private WebhookContext(Received received, OnRefusal onRefusal, @Nullable Executor loop) {
        super(onRefusal, loop);
        this.received = received;
    }

    /** Returns the context of a webhook from the public listener, which goes into quarantine if it is refused. */
    public static WebhookContext fromSender(Received received, Quarantine quarantine, Executor loop) {
        return new WebhookContext(received, new KeepInQuarantine(quarantine, received), loop);
    }

    /** Returns the context of a webhook released from quarantine, which stays there if it is refused. */
    public static WebhookContext fromQuarantine(Received received) {
        return new WebhookContext(received, new StaysInQuarantine(), null);
    }

    static WebhookContext of(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getProperty(PROPERTY, WebhookContext.class), "Not an exchange of the public port");
    }

    public Received received() {
        return received;
    }

    /** False for a release from quarantine, where an operator has seen the webhook. */
    boolean isFromSender() {
        return !(onRefusal() instanceof StaysInQuarantine);
    }

    Verified verified() {
        return Objects.requireNonNull(verified, "Not verified");
    }

    void setVerified(Verified verified) {
        this.verified = verified;
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
        return onRefusal() instanceof StaysInQuarantine stays ? stays.refused() : null;
    }
}
