package dev.waybill.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.kit.CovverEvent;
import dev.waybill.sandbox.CovverEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Covver's orders, products and collections, each event with a mark of its own in place of the order number. Thread-safe. */
final class MarkedOrders {

    /** One in so many has no message group. */
    private static final int FREE_ONE_IN = 40;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** @param lines whether it has line items */
    record Event(Mark mark, CovverEvent webhook, boolean lines) {}

    private final CovverEvents events;
    private int number;

    MarkedOrders(long seed) {
        this.events = new CovverEvents(seed);
    }

    /** The events of the next order, product or collection. */
    synchronized List<Event> next() {
        return marked(events.next());
    }

    /** An order of so many OrderConfirmed without line items: they go to the ERP and nowhere else. */
    synchronized List<Event> nextForErp(int length) {
        number++;
        CovverEvent placed = events.order().getFirst();
        return IntStream.range(0, length)
                .mapToObj(position -> forErp(placed, new Mark(number, position)))
                .toList();
    }

    private static Event forErp(CovverEvent placed, Mark mark) {
        String body =
                "{\"type\":\"OrderConfirmed\",\"data\":{\"id\":\"%s\",\"orderNumber\":\"%s\",\"orderLineItems\":[]}}"
                        .formatted(placed.group(), mark);
        return new Event(
                mark,
                new CovverEvent(placed.key() + "-" + mark.position(), "OrderConfirmed", placed.group(), body),
                false);
    }

    private List<Event> marked(List<CovverEvent> story) {
        number++;
        boolean free = number % FREE_ONE_IN == 0;
        List<Event> marked = new ArrayList<>();
        for (CovverEvent event : free ? story.subList(0, 1) : story) {
            marked.add(marked(event, new Mark(number, marked.size()), free));
        }
        return marked;
    }

    private static Event marked(CovverEvent event, Mark mark, boolean free) {
        try {
            ObjectNode document = (ObjectNode) JSON.readTree(event.body());
            ObjectNode data = (ObjectNode) document.path("data");
            data.put(event.type().startsWith("Order") ? "orderNumber" : "mark", mark.toString());
            if (free) {
                data.remove("id");
            }
            CovverEvent webhook =
                    new CovverEvent(event.key(), event.type(), event.group(), JSON.writeValueAsString(document));
            return new Event(mark, webhook, !data.path("orderLineItems").isEmpty());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
