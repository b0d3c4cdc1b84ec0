package dev.waybill.live;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.RouteChecksums;
import dev.waybill.bundle.RouteStart;
import dev.waybill.health.PausedWithoutSettings;
import dev.waybill.lease.Replaceable;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumerAware;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of one bundle, made in a Camel context: that of the hub's start, or one of their own. */
final class RevisionRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(RevisionRoutes.class);

    private final CamelContext camel;
    private final Bundle bundle;
    private final boolean ofStart;
    private final Map<String, Made> routes;

    /**
     * A route of the bundle.
     *
     * @param checksum the checksum of everything that it is made of
     */
    record Made(RevisionRoutes owner, Route route, String checksum) {

        String id() {
            return route.getRouteId();
        }

        /** Returns its consumer, if another revision's can replace that one while work goes on. */
        @Nullable
        Replaceable replaceable() {
            Consumer consumer = route.getConsumer() instanceof PlatformHttpConsumerAware wrapping
                    ? wrapping.getPlatformHttpConsumer()
                    : route.getConsumer();
            return consumer instanceof Replaceable replaceable ? replaceable : null;
        }

        /** Returns the name of the work that it has, such as {@code outbox://erp}: no two running routes have one. */
        String work() {
            return replaceable() == null
                    ? "route " + id()
                    : URISupport.stripQuery(route.getEndpoint().getEndpointUri());
        }

        /** True if it takes events or deliveries, and not requests. */
        boolean isQueue() {
            return place() < 2;
        }

        void takeOver(@Nullable Integer number) throws InterruptedException {
            Replaceable consumer = replaceable();
            if (consumer != null) {
                consumer.takeOver(number);
            }
        }

        void keepOn(@Nullable Integer number) {
            Replaceable consumer = replaceable();
            if (consumer != null) {
                consumer.keepOn(number);
            }
        }

        /** Makes the route take no more work. A route that can only be stopped is stopped. */
        void standBack() {
            try {
                Replaceable consumer = replaceable();
                if (consumer != null) {
                    consumer.standBack();
                } else if (isOutside()) {
                    stop();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) { // a component may throw anything
                LOG.warn("The replaced route {} did not stop", id(), e);
            }
        }

        /** Ends it, once another has its work and nothing is under way. */
        void end() {
            try {
                stop();
                if (owner.ofStart) {
                    owner.camel.removeRoute(id());
                }
            } catch (Exception e) { // a component may throw anything
                LOG.warn("The replaced route {} did not stop; it takes no work any more", id(), e);
            }
        }

        boolean isOutside() {
            return RouteStart.isOutside(route.getEndpoint());
        }

        /** Puts a destination before the routers that may name it, and these before the rest. */
        int place() {
            String uri = route.getEndpoint().getEndpointUri();
            return uri.startsWith("outbox") ? 0 : uri.startsWith("inbox") ? 1 : 2;
        }

        /** Returns the number of its exchanges and deliveries under way. */
        int underWay() {
            Replaceable consumer = replaceable();
            int exchanges = owner.camel.getInflightRepository().size(id());
            return consumer == null ? exchanges : Math.max(exchanges, consumer.underWay());
        }

        /** Starts it, unless what it speaks to has no settings. */
        void start() throws Exception {
            if (!PausedWithoutSettings.keeps(route)) {
                owner.camel.getRouteController().startRoute(id());
            }
        }

        void stop() throws Exception {
            owner.camel.getRouteController().stopRoute(id());
        }
    }

    /** @param ofStart true for the context of the hub itself, which runs until the hub stops */
    RevisionRoutes(CamelContext camel, Bundle bundle, boolean ofStart) {
        this.camel = camel;
        this.bundle = bundle;
        this.ofStart = ofStart;
        RouteChecksums checksums = new RouteChecksums(camel, bundle);
        this.routes = camel.getRoutes().stream()
                .map(route -> new Made(this, route, checksums.of(route)))
                .collect(Collectors.toMap(Made::id, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    boolean ofStart() {
        return ofStart;
    }

    CamelContext camel() {
        return camel;
    }

    Bundle bundle() {
        return bundle;
    }

    Collection<Made> all() {
        return routes.values();
    }

    Collection<Consumer> consumers() {
        return camel.getRoutes().stream().map(Route::getConsumer).toList();
    }

    /** Ends all of them. The context of the start stays, without work. */
    void end() {
        if (!ofStart) {
            camel.stop();
        }
    }
}
