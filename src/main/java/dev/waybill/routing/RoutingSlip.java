package dev.waybill.routing;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The destinations that a route named for one event. All lines count or none. A line that is repeated, late or from
 * another thread invalidates the slip. The event is then FAILED with the reason, even if the route itself continued.
 */
public final class RoutingSlip {

    private static final String PROPERTY = "WaybillRoutingSlip";

    /**
     * A delivery to create.
     *
     * @param part the name that separates several deliveries of one event to one destination; empty for a single one
     * @param ordered true if it keeps its place among its message group's deliveries
     */
    public record Line(String destination, String part, boolean ordered) {

        /** Returns the destination, and its part if there is one: {@code erp} or {@code erp#lines}. */
        public String name() {
            return part.isEmpty() ? destination : destination + "#" + part;
        }

        private boolean sameDelivery(Line other) {
            return destination.equals(other.destination) && part.equals(other.part);
        }
    }

    private final Thread router = Thread.currentThread();
    private final List<Line> lines = new ArrayList<>(4);
    private boolean closed;
    private @Nullable String fault;

    RoutingSlip() {}

    /** Returns the slip of the event on this exchange. Copies of an exchange share it. */
    public static RoutingSlip of(Exchange exchange) {
        RoutingSlip slip = exchange.getProperty(PROPERTY, RoutingSlip.class);
        if (slip == null) {
            throw new IllegalStateException("'outbox:' can only be named by a route that starts from 'inbox:'");
        }
        return slip;
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** Adds a line. Throws an exception and invalidates the whole slip if this line can't count. */
    public synchronized void note(Line line) {
        String wrong = wrongWith(line);
        if (wrong != null) {
            fault = wrong;
            throw new IllegalStateException(wrong);
        }
        lines.add(line);
    }

    private @Nullable String wrongWith(Line line) {
        if (closed) {
            return "outbox:%s was named after the route had ended".formatted(line.destination());
        }
        if (Thread.currentThread() != router) {
            return "outbox:%s was named from another thread (threads, seda, wireTap or a parallel step)"
                    .formatted(line.destination());
        }
        if (lines.stream().anyMatch(line::sameDelivery)) {
            return "outbox:%s was named twice%s"
                    .formatted(line.destination(), line.part().isEmpty() ? "" : " with part " + line.part());
        }
        return null;
    }

    /** Ends the routing: no line can be added any more. */
    synchronized Closed close() {
        closed = true;
        return new Closed(List.copyOf(lines), fault);
    }

    /** The lines that a route named, and the fault that invalidates them. */
    record Closed(List<Line> lines, @Nullable String fault) {}
}
