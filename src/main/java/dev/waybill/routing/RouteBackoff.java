package dev.waybill.routing;

import java.time.Duration;

/** How long a failed event waits before its route is tried again: doubling from one second, without end. */
record RouteBackoff(Duration first, Duration most) {

    /** @param tries how often the route has failed, from 1 */
    Duration after(int tries) {
        double factor = Math.pow(2, Math.min(tries - 1, 30));
        return Duration.ofMillis((long) Math.min(first.toMillis() * factor, most.toMillis()));
    }
}
