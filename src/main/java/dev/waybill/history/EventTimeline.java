package dev.waybill.history;

import java.util.List;

/**
 * The history of one event.
 *
 * @param deliveries the deliveries in their present state, oldest first
 * @param timeline the entries in order of time
 * @param cut true if some attempts or commands are left out: there are too many to show
 */
public record EventTimeline(
        EventLog.Entry event, List<DeliveryLog.Entry> deliveries, List<TimelineEntry> timeline, boolean cut) {

    /**
     * Returns the timeline for people who may not see request and answer; reasons may repeat these, and are left out
     * too.
     */
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
