package dev.waybill.webhook;

import dev.waybill.quarantine.Resubmit.Answer.Refused;
import dev.waybill.quarantine.Resubmit.OnRefusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Remembers why a webhook released from quarantine is refused. The webhook is still in quarantine, so nothing is
 * written.
 */
final class StaysInQuarantine implements OnRefusal {

    private @Nullable Refused refused;

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
    Refused refused() {
        return refused;
    }
}
