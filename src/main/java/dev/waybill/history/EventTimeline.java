package dev.waybill.history;

import java.util.List;

/**
 * What became of one event.
 *
 * @param deliveries as they stand, oldest first
 * @param timeline in the order of time
 * @param cut whether some attempts or commands are left out: there are too many to show
 */
public record EventTimeline(
        EventLog.Entry event, List<DeliveryLog.Entry> deliveries, List<TimelineEntry> timeline, boolean cut) {

    /** The same for whoever may not see what the other side was sent, nor what it said: it may repeat that. */
    public EventTimeline withoutBodies() {
        return new EventTimeline(
                event,
                deliveries,
                timeline.stream().map(EventTimeline::withoutBodies).toList(),
                cut);
    }

    private static TimelineEntry withoutBodies(TimelineEntry step) {
        return step instanceof TimelineEntry.Tried tried ? tried.withoutBodies() : step;
    }
}
