package dev.waybill.history;

import dev.waybill.destination.Destinations.Condition;
import dev.waybill.history.EventLog.Holding;
import dev.waybill.history.LaneLog.Head;
import dev.waybill.history.WaitReason.Why;
import dev.waybill.inbox.EventState;
import dev.waybill.search.EventSummary;
import dev.waybill.search.EventSummary.DeliverySummary;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts into words why an order's events and deliveries wait.
 *
 * @param holding the event that holds the group at routing
 * @param heads the head of its lane, by open delivery
 * @param conditions the state of each destination, by name
 */
record WaitReasons(@Nullable Holding holding, Map<Long, Head> heads, Map<String, Condition> conditions) {

    /** Returns null if the event is routed or discarded. */
    @Nullable
    WaitReason event(EventSummary event) {
        return switch (EventState.valueOf(event.state())) {
            case FAILED ->
                new WaitReason(
                        Why.ROUTE_FAILED,
                        "Its route failed and will be tried again; the order waits for this event: " + event.reason(),
                        null,
                        null,
                        event.nextTry());
            case UNROUTED ->
                WaitReason.forIt(Why.NO_DESTINATION, "Its route named no destination: route it again, or discard it.");
            case RECEIVED, WAITING -> behindElder(event);
            case ROUTED, DISCARDED -> null;
        };
    }

    private WaitReason behindElder(EventSummary event) {
        if (holding == null || holding.event() >= event.id()) {
            return WaitReason.forIt(
                    Why.TO_BE_ROUTED,
                    "It is routed next. If this does not change, check that the route of inbox:" + event.source()
                            + " runs.");
        }
        return new WaitReason(
                Why.ELDER_NOT_ROUTED,
                "Event %d of this order comes first, and its route failed: %s"
                        .formatted(holding.event(), holding.error()),
                holding.event(),
                null,
                holding.nextTry());
    }

    /** Returns the reason for an open delivery. */
    WaitReason delivery(EventSummary event, DeliverySummary delivery) {
        Head head = heads.get(delivery.id());
        if (head == null) {
            return WaitReason.forIt(Why.DUE, "It has just finished: look again.");
        }
        WaitReason atHead = atHead(head, delivery.destination());
        if (head.delivery() == delivery.id()) {
            return atHead;
        }
        String elder = head.event() == event.id()
                ? "Delivery %d of the same event".formatted(head.delivery())
                : "Event %d of this order".formatted(head.event());
        return new WaitReason(
                Why.ELDER_NOT_DELIVERED,
                "%s must reach %s first. %s".formatted(elder, delivery.destination(), atHead.sentence()),
                head.event(),
                head.delivery(),
                atHead.until());
    }

    private WaitReason atHead(Head head, String destination) {
        if (head.owner() != null) {
            return WaitReason.forIt(Why.IN_FLIGHT, "It is being handed over by node " + head.owner() + ".");
        }
        if (head.dead()) {
            return WaitReason.forIt(Why.DEAD, "It is DEAD; replay it or skip it. Last error: " + head.lastError());
        }
        Condition condition = conditions.get(destination);
        if (condition != null && condition.pause() != null) {
            return WaitReason.forIt(
                    Why.PAUSED,
                    "%s is paused by %s: %s"
                            .formatted(
                                    destination,
                                    condition.pause().who(),
                                    condition.pause().reason()));
        }
        if (condition != null && condition.circuit() != null) {
            return new WaitReason(
                    Why.OUT_OF_REACH,
                    "%s is unreachable and is being probed: %s"
                            .formatted(destination, condition.circuit().error()),
                    null,
                    null,
                    condition.circuit().probeAt());
        }
        if (head.dueAt() != null) {
            return new WaitReason(
                    Why.BACKING_OFF,
                    "It will be tried again after a pause. Last error: " + head.lastError(),
                    null,
                    null,
                    head.dueAt());
        }
        if (condition == null || !condition.route().equals("started")) {
            return WaitReason.forIt(
                    Why.ROUTE_STOPPED, "The route of outbox:" + destination + " does not run on this hub.");
        }
        return WaitReason.forIt(Why.DUE, "It is due and waits for a free worker.");
    }
}
