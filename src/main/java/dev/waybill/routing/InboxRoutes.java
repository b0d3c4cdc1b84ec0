package dev.waybill.routing;

import dev.waybill.lease.Canary;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.jspecify.annotations.Nullable;

/** The routes that this hub's events take: those of the live revision, or those of a canary. */
final class InboxRoutes {

    private volatile @Nullable Tried tried;

    private record Tried(Canary canary, Map<String, InboxConsumer> consumers) {}

    /** Returns the consumer whose route this event takes: a canary's for its events, or the live one. */
    InboxConsumer consumerOf(QueuedEvent event, InboxConsumer live) {
        Tried now = tried;
        InboxConsumer other = now == null ? null : now.consumers().get(live.source());
        return now != null && other != null && now.canary().takes(event.eventId(), event.type()) ? other : live;
    }

    void tryOut(Canary canary, List<Consumer> consumers) {
        tried = new Tried(
                canary,
                consumers.stream()
                        .filter(InboxConsumer.class::isInstance)
                        .map(InboxConsumer.class::cast)
                        .collect(Collectors.toMap(InboxConsumer::source, Function.identity())));
    }

    void endTrial() {
        tried = null;
    }
}
