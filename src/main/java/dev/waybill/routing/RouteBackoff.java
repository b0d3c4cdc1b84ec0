package dev.waybill.routing;

import java.time.Duration;

/**
 * The wait of a failed event before its route is tried again. The wait doubles from {@code first} up to {@code most};
 * the tries never end.
 */
record RouteBackoff(Duration first, Duration most) {

    /** @param tries the number of failures of the route, from 1 */
    Duration after(int tries) {
        double factor = Math.pow(2, Math.min(tries - 1, 30));
        return Duration.ofMillis((long) Math.min(first.toMillis() * factor, most.toMillis()));
    }
}
