package dev.waybill.live;

import dev.waybill.lease.Replaceable;
import dev.waybill.live.RevisionRoutes.Made;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the work of running routes to others, one route after the other: destinations first, then routers, then the
 * rest. Work belongs to what a route consumes, whatever its id is. All or none of them have it in the end.
 */
final class SwapRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(SwapRoutes.class);

    private final Map<String, Made> before;
    private final Set<String> stopped;
    private final @Nullable Integer numberBefore;

    /**
     * @param before the routes that run
     * @param stopped the routes that an operator stopped
     * @param numberBefore the revision that runs
     */
    SwapRoutes(Collection<Made> before, Set<String> stopped, @Nullable Integer numberBefore) {
        this.before = before.stream()
                .filter(Made::isOutside)
                .collect(Collectors.toMap(Made::work, Function.identity(), (one, other) -> one));
        this.stopped = stopped;
        this.numberBefore = numberBefore;
    }

    /** @throws RoutesNotMade if one can't take over; then those before are put back */
    void to(List<Made> routes, @Nullable Integer number) throws InterruptedException {
        List<Made> begun = new ArrayList<>();
        try {
            for (Made route :
                    routes.stream().sorted(Comparator.comparing(Made::place)).toList()) {
                begun.add(route);
                replace(before.get(route.work()), route, number);
            }
        } catch (Exception e) { // a component may throw anything
            begun.forEach(route -> putBack(before.get(route.work()), route));
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw RoutesNotMade.because(e);
        }
    }

    private void replace(@Nullable Made old, Made next, @Nullable Integer number) throws Exception {
        boolean stays = stopped.contains(next.id());
        if (stays) {
            next.stop();
        }
        Replaceable consumer = next.replaceable();
        if (consumer != null) {
            consumer.takeOver(number);
            if (old != null) {
                old.standBack();
            }
        } else {
            if (old != null) {
                old.stop();
            }
            if (!stays) {
                next.start();
            }
        }
    }

    /** Undoes what {@link #replace} has done or begun. */
    private void putBack(@Nullable Made old, Made next) {
        try {
            Replaceable consumer = old == null ? null : old.replaceable();
            if (consumer != null) {
                consumer.takeOver(numberBefore);
            }
            next.standBack();
            if (next.replaceable() == null) {
                next.stop();
                if (old != null && !stopped.contains(old.id())) {
                    old.start();
                }
            }
        } catch (Exception e) {
            LOG.error("The route {} could not be put back; restart the hub", next.id(), e);
        }
    }
}
