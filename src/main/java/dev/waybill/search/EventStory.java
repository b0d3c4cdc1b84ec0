package dev.waybill.search;

import dev.waybill.inbox.EventLog;
import dev.waybill.outbox.Ledger;
import java.util.List;

/**
 * What became of one event.
 *
 * @param deliveries as they stand, oldest first
 * @param timeline in the order of time
 * @param cut whether some attempts or commands are left out: there are too many to show
 */
public record EventStory(EventLog.Entry event, List<Ledger.Entry> deliveries, List<Step> timeline, boolean cut) {

    /** The same for whoever may not see what the other side was sent, nor what it said: it may repeat that. */
    public EventStory withoutBodies() {
        return new EventStory(
                event,
                deliveries,
                timeline.stream().map(EventStory::withoutBodies).toList(),
                cut);
    }

    private static Step withoutBodies(Step step) {
        return step instanceof Step.Tried tried ? tried.withoutBodies() : step;
    }
}
