package dev.waybill.replay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as an operator sees it. What no longer matches when its turn comes is in none of the counts, so that they need
 * not add up to {@code matched}.
 *
 * @param state PREVIEWED, RUNNING, DONE or CANCELLED
 * @param matched deliveries that matched at the preview
 * @param error which last error alone is meant; null for any
 * @param replayed re-armed, or made anew; of a SKIP: skipped
 * @param alreadyWaiting left alone: one to the target waits already, or was made since the preview
 * @param gone left alone: retention has deleted the event's body
 * @param inFlight left alone: it was being handed over
 * @param position the event up to which it has come
 * @param lastEvent the newest event there was at the preview, where it ends
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

    /** Whether the other side may act twice, or another one act that was not meant to. */
    public boolean hasSecondEffects() {
        return !target.equals(destination) || states.contains("DELIVERED") || states.contains("SKIPPED");
    }
}
