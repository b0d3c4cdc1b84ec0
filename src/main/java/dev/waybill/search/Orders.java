package dev.waybill.search;

import dev.waybill.inbox.EventLog;
import dev.waybill.outbox.Destinations;
import dev.waybill.outbox.LaneLog;
import dev.waybill.search.Found.DeliveryState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells of one order, or whatever else a message group is, what is done, what waits behind what, and why. Reads only. */
public final class Orders {

    private static final int PAGE = 100;

    private final Turns turns;
    private final GroupRows groups;
    private final FoundRows rows;
    private final EventLog events;
    private final LaneLog lanes;
    private final Destinations destinations;

    Orders(Turns turns, JdbcClient jdbc, EventLog events, LaneLog lanes, Destinations destinations) {
        this.turns = turns;
        this.groups = new GroupRows(jdbc);
        this.rows = new FoundRows(jdbc);
        this.events = events;
        this.lanes = lanes;
        this.destinations = destinations;
    }

    private record Members(String source, List<Found> events) {}

    /**
     * @param source who sends its events; null if that is clear by itself
     * @param after the last event of the page before, 0 for the first
     * @throws UnfitQuery if there can be no such message group
     */
    public FoundOrder find(@Nullable String source, String group, long after) {
        if (!SearchText.isName(group) || (source != null && !SearchText.isName(source))) {
            throw new UnfitQuery("A message group, and a source, has 1 to %d bytes of UTF-8, not blank, without U+0000"
                    .formatted(SearchText.NAME_BYTES));
        }
        Optional<List<String>> sources =
                source == null ? turns.take(() -> groups.sources(group)) : Optional.of(List.of(source));
        if (sources.isEmpty()) {
            return new FoundOrder.Busy();
        }
        if (sources.get().size() > 1) {
            return new FoundOrder.Several(sources.get());
        }
        if (sources.get().isEmpty()) {
            return new FoundOrder.None();
        }
        String sender = sources.get().getFirst();
        return turns.take(() -> rows.of(groups.members(sender, group, after, PAGE + 1)))
                .<FoundOrder>map(found -> found.isEmpty() && after == 0
                        ? new FoundOrder.None()
                        : new FoundOrder.One(order(new Members(sender, found), group)))
                .orElseGet(FoundOrder.Busy::new);
    }

    private Order order(Members members, String group) {
        List<Found> all = members.events();
        List<Found> page = all.size() > PAGE ? all.subList(0, PAGE) : all;
        List<Long> open = page.stream()
                .flatMap(event -> event.deliveries().stream())
                .filter(Orders::isOpen)
                .map(DeliveryState::id)
                .toList();
        var why = new WhyItWaits(
                events.holding(members.source(), group).orElse(null),
                open.isEmpty() ? Map.of() : lanes.heads(open),
                open.isEmpty() ? Map.of() : destinations.conditions());
        return new Order(
                members.source(),
                group,
                page.stream().map(event -> member(event, why)).toList(),
                all.size() > PAGE ? page.getLast().id() : null);
    }

    private static Order.Member member(Found event, WhyItWaits why) {
        return new Order.Member(
                event,
                why.event(event),
                event.deliveries().stream()
                        .map(delivery ->
                                new Order.Leg(delivery, isOpen(delivery) ? why.delivery(event, delivery) : null))
                        .toList());
    }

    private static boolean isOpen(DeliveryState delivery) {
        return delivery.state().equals("PENDING") || delivery.state().equals("DEAD");
    }
}
