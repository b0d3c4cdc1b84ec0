package dev.waybill.eventpages;

import dev.waybill.eventpages.SentPreviews.SentPreview;
import dev.waybill.handover.DeliveryState;
import dev.waybill.handover.FinishedAttempt.AttemptOutcome;
import dev.waybill.history.NodeRoutes;
import dev.waybill.history.TimelineEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of an event's timeline.
 *
 * @param tone the style class
 * @param what the step in a few words
 * @param detail the reason or error text from another party
 * @param took the duration of an attempt in milliseconds
 * @param answer the beginning of the destination's answer
 * @param sent the message that was sent
 * @param by the start of the hub that did it, with the checksum of its routes then
 * @param revision the revision whose routes did it
 */
public record TimelineRow(
        Instant at,
        String tone,
        String what,
        @Nullable String detail,
        @Nullable Integer took,
        @Nullable String answer,
        @Nullable SentPreview sent,
        NodeRoutes.@Nullable Start by,
        @Nullable Integer revision) {

    /** @param parcels the previews of this page; steps have to come in the order of time */
    static TimelineRow of(TimelineEntry step, SentPreviews parcels) {
        return switch (step) {
            case TimelineEntry.Received received ->
                new TimelineRow(
                        received.at(),
                        "plain",
                        "Received from %s, verified with its secret “%s”"
                                .formatted(received.source(), received.secret()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            case TimelineEntry.Repeated repeated ->
                new TimelineRow(
                        repeated.at(),
                        "warn",
                        "The same signed body arrived before under another key, as event %d"
                                .formatted(repeated.earlier()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            case TimelineEntry.Made made ->
                new TimelineRow(
                        made.at(),
                        "plain",
                        made.replayOf() == null
                                ? "Routed to %s as delivery %d".formatted(to(made), made.delivery())
                                : "Delivery %d to %s requested as a replay of delivery %d"
                                        .formatted(made.delivery(), to(made), made.replayOf()),
                        null,
                        null,
                        null,
                        null,
                        made.by(),
                        made.revision());
            case TimelineEntry.Tried tried -> tried(tried, parcels);
            case TimelineEntry.Finished finished ->
                new TimelineRow(
                        finished.at(),
                        DeliveryState.DELIVERED.is(finished.state()) ? "good" : "warn",
                        "Delivery %d to %s is %s"
                                .formatted(finished.delivery(), finished.destination(), finished.state()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            case TimelineEntry.Commanded commanded ->
                new TimelineRow(
                        commanded.at(),
                        "warn",
                        "%s: %s %s".formatted(commanded.who(), commanded.verb(), commanded.subject()),
                        commanded.reason(),
                        null,
                        null,
                        null,
                        null,
                        null);
        };
    }

    private static String to(TimelineEntry.Made made) {
        return made.part().isEmpty() ? made.destination() : made.destination() + " (" + made.part() + ")";
    }

    private static TimelineRow tried(TimelineEntry.Tried tried, SentPreviews parcels) {
        String status = tried.status() == null ? "" : ", HTTP " + tried.status();
        String stale = tried.stale() ? "; ignored, because another owner had taken over its lease" : "";
        return new TimelineRow(
                tried.at(),
                AttemptOutcome.DELIVERED.is(tried.outcome()) ? "good" : "bad",
                "Attempt %d of delivery %d at %s: %s%s%s"
                        .formatted(
                                tried.number(), tried.delivery(), tried.destination(), tried.outcome(), status, stale),
                tried.reason(),
                tried.durationMs(),
                tried.answer(),
                parcels.of(tried),
                tried.by(),
                tried.revision());
    }
}
