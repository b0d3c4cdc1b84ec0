package dev.waybill.search;

import dev.waybill.inbox.AuditLog;
import dev.waybill.inbox.EventLog;
import dev.waybill.outbox.Ledger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells what became of an event, out of what inbox and outbox have written down. Reads only. */
public final class Stories {

    /** The last attempts of a delivery that are told; a circuit's probes can make thousands. */
    private static final int ATTEMPTS = 100;

    private static final int COMMANDS = 100;

    private final EventLog events;
    private final Ledger ledger;
    private final AuditLog audit;
    private final NodeRoutes nodes;
    private final SameBodies sameBodies;

    Stories(EventLog events, Ledger ledger, AuditLog audit, NodeRoutes nodes, SameBodies sameBodies) {
        this.events = events;
        this.ledger = ledger;
        this.audit = audit;
        this.nodes = nodes;
        this.sameBodies = sameBodies;
    }

    /** Nothing if there is no such event. */
    public Optional<EventStory> of(long eventId) {
        return events.find(eventId).map(this::tell);
    }

    private EventStory tell(EventLog.Entry event) {
        List<Ledger.Entry> deliveries = ledger.ofEvent(event.id());
        List<Long> ids = deliveries.stream().map(Ledger.Entry::id).toList();
        Map<Long, List<Ledger.Try>> attempts = ledger.attempts(ids, ATTEMPTS);
        List<AuditLog.Entry> commands = new ArrayList<>(audit.of("event", List.of(event.id()), COMMANDS));
        commands.addAll(audit.of("delivery", ids, COMMANDS));
        Map<Long, NodeRoutes.Start> starts = nodes.of(nodes(deliveries, attempts));

        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Received(event.receivedAt(), event.source(), event.secret()));
        sameBodies
                .of(event.id())
                .ifPresent(earlier -> steps.add(new Step.Repeated(earlier.foundAt(), earlier.event())));
        for (Ledger.Entry delivery : deliveries) {
            tell(delivery, attempts.getOrDefault(delivery.id(), List.of()), starts, steps);
        }
        commands.forEach(done ->
                steps.add(new Step.Commanded(done.at(), done.who(), done.verb(), done.subject(), done.reason())));
        steps.sort(Comparator.comparing(Step::at));
        boolean cut =
                commands.size() >= COMMANDS || deliveries.stream().anyMatch(delivery -> delivery.attempts() > ATTEMPTS);
        return new EventStory(event, deliveries, steps, cut);
    }

    private static void tell(
            Ledger.Entry delivery, List<Ledger.Try> tries, Map<Long, NodeRoutes.Start> starts, List<Step> steps) {
        if (delivery.madeAt() != null) {
            steps.add(new Step.Made(
                    delivery.madeAt(),
                    delivery.id(),
                    delivery.destination(),
                    delivery.part(),
                    delivery.replayOf(),
                    delivery.madeBy() == null ? null : starts.get(delivery.madeBy())));
        }
        for (Ledger.Try tried : tries) {
            steps.add(new Step.Tried(
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
                    starts.get(tried.node())));
        }
        if (delivery.finishedAt() != null) {
            steps.add(
                    new Step.Finished(delivery.finishedAt(), delivery.id(), delivery.destination(), delivery.state()));
        }
    }

    private static Set<Long> nodes(List<Ledger.Entry> deliveries, Map<Long, List<Ledger.Try>> attempts) {
        Set<Long> nodes = new HashSet<>();
        deliveries.forEach(delivery -> Stream.ofNullable(delivery.madeBy()).forEach(nodes::add));
        attempts.values().forEach(tries -> tries.forEach(tried -> nodes.add(tried.node())));
        return nodes;
    }
}
