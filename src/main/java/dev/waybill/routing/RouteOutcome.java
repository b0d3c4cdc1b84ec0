package dev.waybill.routing;

import java.util.List;

/** The outcome of one event on its route. */
public sealed interface RouteOutcome {

    /** The route named these destinations. */
    record Routed(List<RoutingSlip.Line> lines) implements RouteOutcome {}

    /** The route ended well and named no destination. */
    record Unrouted() implements RouteOutcome {}

    /** The route could not decide; the event holds its group until it can. */
    record Failed(String error) implements RouteOutcome {}
}
