package dev.waybill.buffer;

import dev.waybill.inbox.ArrivalContext;
import dev.waybill.quarantine.Quarantine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An arrival on its way from a buffer into the inbox. Its sender has its answer, so the quarantine hears of a refusal. */
final class BufferedContext extends ArrivalContext {

    private final BufferedArrival buffered;
    private final Quarantine quarantine;

    BufferedContext(BufferedArrival buffered, Quarantine quarantine) {
        super(null);
        this.buffered = buffered;
        this.quarantine = quarantine;
        setArrivals(List.of(buffered.arrival()));
    }

    @Override
    public CompletableFuture<Void> refuseVerified(
            String reason, @Nullable String key, @Nullable Long event, Duration atMost) {
        String which = buffered.item().isEmpty() ? "" : "item %s: ".formatted(buffered.item());
        return quarantine.keepVerified(
                buffered.arrival().source(),
                "%s%s; it was buffered, so its sender was answered 200".formatted(which, reason),
                key,
                event,
                buffered.proof(),
                buffered.received(),
                atMost);
    }
}
