package dev.waybill.outbox;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The live consumers of this hub's destinations, and the order that live routes give them. */
final class OutboxRoutes {

    private final Map<String, OutboxConsumer> live = new ConcurrentHashMap<>();
    /** The destinations to which a live route sends with {@code ordered=false}. */
    private volatile Set<String> unordered = Set.of();

    void put(OutboxConsumer consumer) {
        live.put(consumer.destination(), consumer);
    }

    void remove(OutboxConsumer consumer) {
        live.remove(consumer.destination(), consumer);
    }

    Map<String, OutboxConsumer> all() {
        return live;
    }

    void unordered(Set<String> destinations) {
        unordered = destinations;
    }

    boolean ordered(String destination) {
        return !unordered.contains(destination);
    }
}
