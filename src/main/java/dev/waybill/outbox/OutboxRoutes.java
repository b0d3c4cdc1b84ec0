package dev.waybill.outbox;

import dev.waybill.lease.Canary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.jspecify.annotations.Nullable;

/** The consumers of this hub's destinations: those of the live revision, and those of a canary. */
final class OutboxRoutes {

    private final Map<String, OutboxConsumer> live = new ConcurrentHashMap<>();
    /** The destinations to which a live route sends with {@code ordered=false}. */
    private volatile Set<String> unordered = Set.of();

    private volatile @Nullable Tried tried;

    private record Tried(Canary canary, Map<String, OutboxConsumer> consumers) {}

    /** Returns the consumer whose route this delivery runs through: a canary's for its events, or the live one. */
    OutboxConsumer consumerOf(long event, OutboxConsumer live) {
        Tried now = tried;
        OutboxConsumer other = now == null ? null : now.consumers().get(live.destination());
        return now != null && other != null && now.canary().took(event) ? other : live;
    }

    void tryOut(Canary canary, List<Consumer> consumers) {
        tried = new Tried(
                canary,
                consumers.stream()
                        .filter(OutboxConsumer.class::isInstance)
                        .map(OutboxConsumer.class::cast)
                        .collect(Collectors.toMap(OutboxConsumer::destination, Function.identity())));
    }

    void endTrial() {
        tried = null;
    }

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
