package dev.waybill.history;

import dev.waybill.destination.Destinations;
import dev.waybill.handover.DeliveryState;
import dev.waybill.index.SearchText;
import dev.waybill.search.EventSummaries;
import dev.waybill.search.EventSummary;
import dev.waybill.search.EventSummary.DeliverySummary;
import dev.waybill.search.InvalidQuery;
import dev.waybill.search.SearchPermits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells the state of one order, or of any other message group: finished events, waiting events, and reasons. Reads
 * only.
 */
public final class Orders {

    private static final int PAGE = 100;

    private final SearchPermits turns;
    private final GroupEvents groups;
    private final EventSummaries rows;
    private final EventLog events;
    private final LaneLog lanes;
    private final Destinations destinations;

    Orders(SearchPermits turns, JdbcClient jdbc, EventLog events, LaneLog lanes, Destinations destinations) {
        this.turns = turns;
        this.groups = new GroupEvents(jdbc);
        this.rows = new EventSummaries(jdbc);
        this.events = events;
        this.lanes = lanes;
        this.destinations = destinations;
    }

    private record Members(String source, List<EventSummary> events) {}

    /**
     * @param source the sender of its events; null if only one source has the group
     * @param after the last event of the page before, 0 for the first
     * @throws InvalidQuery if there can be no such message group
     */
    public OrderLookup find(@Nullable String source, String group, long after) {
        if (!SearchText.isName(group) || (source != null && !SearchText.isName(source))) {
            throw new InvalidQuery(
                    "A message group, and a source, has 1 to %d bytes of UTF-8, not blank, without U+0000"
                            .formatted(SearchText.NAME_BYTES));
        }
        Optional<List<String>> sources =
                source == null ? turns.take(() -> groups.sources(group)) : Optional.of(List.of(source));
        if (sources.isEmpty()) {
            return new OrderLookup.Busy();
        }
        if (sources.get().size() > 1) {
            return new OrderLookup.Several(sources.get());
        }
        if (sources.get().isEmpty()) {
            return new OrderLookup.None();
        }
        String sender = sources.get().getFirst();
        return turns.take(() -> rows.of(groups.members(sender, group, after, PAGE + 1)))
                .<OrderLookup>map(found -> found.isEmpty() && after == 0
                        ? new OrderLookup.None()
                        : new OrderLookup.One(order(new Members(sender, found), group)))
                .orElseGet(OrderLookup.Busy::new);
    }

    private OrderView order(Members members, String group) {
        List<EventSummary> all = members.events();
        List<EventSummary> page = all.size() > PAGE ? all.subList(0, PAGE) : all;
        List<Long> open = page.stream()
                .flatMap(event -> event.deliveries().stream())
                .filter(Orders::isOpen)
                .map(DeliverySummary::id)
                .toList();
        var why = new WaitReasons(
                events.holding(members.source(), group).orElse(null),
                open.isEmpty() ? Map.of() : lanes.heads(open),
                open.isEmpty() ? Map.of() : destinations.conditions());
        return new OrderView(
                members.source(),
                group,
                page.stream().map(event -> member(event, why)).toList(),
                all.size() > PAGE ? page.getLast().id() : null);
    }

    private static OrderView.Member member(EventSummary event, WaitReasons why) {
        return new OrderView.Member(
                event,
                why.event(event),
                event.deliveries().stream()
                        .map(delivery ->
                                new OrderView.Leg(delivery, isOpen(delivery) ? why.delivery(event, delivery) : null))
                        .toList());
    }

    private static boolean isOpen(DeliverySummary delivery) {
        return DeliveryState.valueOf(delivery.state()).isOpen();
    }

    /** The result of a lookup of an order. */
    public sealed interface OrderLookup {

        record One(OrderView order) implements OrderLookup {}

        record None() implements OrderLookup {}

        /** Several sources use that message group, and none was named. */
        record Several(List<String> sources) implements OrderLookup {}

        /** The limit of searches that run at once is reached. */
        record Busy() implements OrderLookup {}
    }
}
