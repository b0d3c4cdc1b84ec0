package dev.waybill.history;

import dev.waybill.operator.AuditLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells the history of an event from the tables of inbox and outbox. Reads only. */
public final class EventTimelines {

    /** Limit of the last attempts of a delivery that are shown; a circuit's probes can make thousands. */
    private static final int ATTEMPTS = 100;

    private static final int COMMANDS = 100;

    private final EventLog events;
    private final DeliveryLog ledger;
    private final AuditLog audit;
    private final NodeRoutes nodes;
    private final SameBodies sameBodies;

    EventTimelines(EventLog events, DeliveryLog ledger, AuditLog audit, NodeRoutes nodes, SameBodies sameBodies) {
        this.events = events;
        this.ledger = ledger;
        this.audit = audit;
        this.nodes = nodes;
        this.sameBodies = sameBodies;
    }

    /** Returns empty if there is no such event. */
    public Optional<EventTimeline> of(long eventId) {
        return events.find(eventId).map(this::tell);
    }

    private EventTimeline tell(EventLog.Entry event) {
        List<DeliveryLog.Entry> deliveries = ledger.ofEvent(event.id());
        List<Long> ids = deliveries.stream().map(DeliveryLog.Entry::id).toList();
        Map<Long, List<DeliveryLog.Try>> attempts = ledger.attempts(ids, ATTEMPTS);
        List<AuditLog.Entry> commands = new ArrayList<>(audit.of("event", List.of(event.id()), COMMANDS));
        commands.addAll(audit.of("delivery", ids, COMMANDS));
        Map<Long, NodeRoutes.Start> starts = nodes.of(nodes(deliveries, attempts));

        List<TimelineEntry> steps = new ArrayList<>();
        steps.add(new TimelineEntry.Received(event.receivedAt(), event.source(), event.secret()));
        sameBodies
                .of(event.id())
                .ifPresent(earlier -> steps.add(new TimelineEntry.Repeated(earlier.foundAt(), earlier.event())));
        for (DeliveryLog.Entry delivery : deliveries) {
            tell(delivery, attempts.getOrDefault(delivery.id(), List.of()), starts, steps);
        }
        commands.forEach(done -> steps.add(
                new TimelineEntry.Commanded(done.at(), done.who(), done.verb(), done.subject(), done.reason())));
        steps.sort(Comparator.comparing(TimelineEntry::at));
        boolean cut =
                commands.size() >= COMMANDS || deliveries.stream().anyMatch(delivery -> delivery.attempts() > ATTEMPTS);
        return new EventTimeline(event, deliveries, steps, cut);
    }

    private static void tell(
            DeliveryLog.Entry delivery,
            List<DeliveryLog.Try> tries,
            Map<Long, NodeRoutes.Start> starts,
            List<TimelineEntry> steps) {
        if (delivery.madeAt() != null) {
            steps.add(new TimelineEntry.Made(
                    delivery.madeAt(),
                    delivery.id(),
                    delivery.destination(),
                    delivery.part(),
                    delivery.replayOf(),
                    delivery.madeBy() == null ? null : starts.get(delivery.madeBy()),
                    delivery.revision()));
        }
        for (DeliveryLog.Try tried : tries) {
            steps.add(new TimelineEntry.Tried(
                    tried.startedAt(),
                    delivery.id(),
                    delivery.destination(),
                    tried.number(),
                    tried.durationMs(),
                    tried.outcome(),
                    tried.status(),
                    tried.reason(),
                    tried.answer(),
                    tried.sent(),
                    tried.stale(),
                    tried.node(),
                    starts.get(tried.node()),
                    tried.revision()));
        }
        if (delivery.finishedAt() != null) {
            steps.add(new TimelineEntry.Finished(
                    delivery.finishedAt(), delivery.id(), delivery.destination(), delivery.state()));
        }
    }

    private static Set<Long> nodes(List<DeliveryLog.Entry> deliveries, Map<Long, List<DeliveryLog.Try>> attempts) {
        Set<Long> nodes = new HashSet<>();
        deliveries.forEach(delivery -> Stream.ofNullable(delivery.madeBy()).forEach(nodes::add));
        attempts.values().forEach(tries -> tries.forEach(tried -> nodes.add(tried.node())));
        return nodes;
    }
}
