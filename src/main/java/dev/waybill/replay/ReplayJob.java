package dev.waybill.replay;

import dev.waybill.handover.DeliveryState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as an operator sees it. Deliveries that no longer match at their turn are in none of the counts. The counts
 * therefore need not add up to {@code matched}.
 *
 * @param state PREVIEWED, RUNNING, DONE or CANCELLED
 * @param matched the number of deliveries that matched at the preview
 * @param error the last error to select; null for any
 * @param revision the revision through which the deliveries went out; null for any
 * @param replayed the number due again or newly created; of a SKIP: skipped
 * @param alreadyWaiting the number left alone: the target has a waiting one already, or one created since the preview
 * @param gone the number left alone because retention has deleted the event's body
 * @param inFlight the number left alone because they were being handed over
 * @param position the event that the job has reached
 * @param lastEvent the newest event at the preview, where the job ends
 */
public record ReplayJob(
        long id,
        JobAction verb,
        String state,
        String destination,
        String target,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        List<String> states,
        @Nullable String error,
        @Nullable Integer revision,
        int perSecond,
        long matched,
        long replayed,
        long alreadyWaiting,
        long gone,
        long inFlight,
        long position,
        long lastEvent,
        String who,
        String reason,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    /** True if the destination may act twice, or another destination may act unintentionally. */
    public boolean hasSecondEffects() {
        return !target.equals(destination)
                || states.stream()
                        .anyMatch(state -> !DeliveryState.valueOf(state).isOpen());
    }
}
