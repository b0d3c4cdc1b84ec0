package dev.waybill.webhook;

import dev.waybill.quarantine.Quarantine;
import dev.waybill.quarantine.Resubmit.OnRefusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a webhook of the public listener in quarantine. The signature is kept too, so that it can be verified again.
 */
record KeepInQuarantine(Quarantine quarantine, Received received) implements OnRefusal {

    @Override
    public void unverified(String reason, @Nullable String key) {
        quarantine.keepUnverified(
                received.source().name(), reason, key, HeaderLines.withSignature(received), received.body());
    }

    @Override
    public CompletableFuture<Void> verified(
            String reason, @Nullable String key, @Nullable Long event, Duration atMost) {
        return quarantine.keepVerified(
                received.source().name(),
                reason,
                key,
                event,
                HeaderLines.withSignature(received),
                received.body(),
                atMost);
    }
}
