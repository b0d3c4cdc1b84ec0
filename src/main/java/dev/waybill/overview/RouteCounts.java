package dev.waybill.overview;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/** Counts the exchanges of each route of this node since its start. Each exchange costs one addition, and no lock. */
public final class RouteCounts implements RoutePolicyFactory {

    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    /** The ended exchanges of a route, in whatever context it ran. */
    static final class Count {

        private final LongAdder done = new LongAdder();
        private final LongAdder failed = new LongAdder();

        long done() {
            return done.sum();
        }

        long failed() {
            return failed.sum();
        }
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        Count count = of(routeId);
        return new RoutePolicySupport() { // one for each context: it is stopped with that
            @Override
            public void onExchangeDone(Route ended, Exchange exchange) {
                (exchange.isFailed() ? count.failed : count.done).increment();
            }
        };
    }

    Count of(String routeId) {
        return counts.computeIfAbsent(routeId, id -> new Count());
    }
}
