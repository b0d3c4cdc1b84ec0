package dev.waybill.webhook;

import dev.waybill.quarantine.Resubmit.Answer.Refused;
import dev.waybill.quarantine.Resubmit.OnRefusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Remembers why a webhook released from quarantine is refused. The webhook is still in quarantine, so nothing is
 * written.
 */
public final class StaysInQuarantine implements OnRefusal {

    private volatile @Nullable Refused refused;

    /** True if the exchange carries a webhook from quarantine, not one from the public listener. */
    static boolean isSource(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof StaysInQuarantine;
    }

    @Override
    public void unverified(String reason, @Nullable String key) {
        refused = new Refused(reason, false, null, null);
    }

    @Override
    public CompletableFuture<Void> verified(
            String reason, @Nullable String key, @Nullable Long event, Duration atMost) {
        refused = new Refused(reason, true, key, event);
        return CompletableFuture.completedFuture(null);
    }

    /** Returns the reason of the refusal; null if no step of the route gave one. */
    @Nullable
    public Refused refused() {
        return refused;
    }
}
