package dev.waybill.live;

import dev.waybill.lease.Replaceable;
import dev.waybill.live.RevisionRoutes.Made;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that run on this hub. Each may come from another context: a change of the revision leaves those that are
 * the same where they are.
 */
public final class LiveRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

    private final CamelContext first;
    /** The routes by id; null until the first change, when all are those of the hub's start. */
    private volatile @Nullable Map<String, Made> running;

    private final Set<Made> replaced = ConcurrentHashMap.newKeySet();
    /** The contexts that have not ended, except for those that are being made. */
    private final Set<RevisionRoutes> made = ConcurrentHashMap.newKeySet();

    private final Set<String> stoppedByOperator = ConcurrentHashMap.newKeySet();

    /** @param first the context that the hub starts with */
    public LiveRoutes(CamelContext first) {
        this.first = first;
    }

    /** Returns the routes, by id. */
    public List<Route> all() {
        Map<String, Made> now = running;
        return (now == null ? first.getRoutes().stream() : now.values().stream().map(Made::route))
                .sorted(Comparator.comparing(Route::getRouteId))
                .toList();
    }

    public Optional<Route> find(String id) {
        Map<String, Made> now = running;
        return now == null
                ? Optional.ofNullable(first.getRoute(id))
                : Optional.ofNullable(now.get(id)).map(Made::route);
    }

    /** Starts a route of this hub, until an operator stops it. */
    public void start(String id) throws Exception {
        stoppedByOperator.remove(id);
        context(id).getRouteController().startRoute(id);
    }

    /** Stops a route of this hub, until it or the hub is started again; a newer revision does not start it either. */
    public void stop(String id) throws Exception {
        stoppedByOperator.add(id);
        context(id).getRouteController().stopRoute(id);
    }

    private CamelContext context(String id) {
        return find(id).map(Route::getCamelContext).orElse(first);
    }

    /** Learns which routes the hub has started with. */
    void startedWith(RevisionRoutes routes) {
        Map<String, Made> first = new TreeMap<>();
        routes.all().forEach(route -> first.put(route.id(), route));
        running = Collections.unmodifiableMap(first);
    }

    /**
     * Changes to these routes, one after the other: destinations first, then routers, then the intake. Routes that are
     * the same go on where they are.
     *
     * @param number the number of their revision; null if they were never published
     * @throws RoutesNotMade if one can't take over; then those before are put back
     */
    void changeTo(RevisionRoutes next, @Nullable Integer number) throws InterruptedException {
        made.add(next);
        Map<String, Made> present = running;
        Map<String, Made> before = present == null ? Map.of() : present;
        Map<String, Made> after = new TreeMap<>();
        List<Made> changed = new ArrayList<>();
        for (Made route : next.all()) {
            Made old = before.get(route.id());
            boolean same = old != null && old.checksum().equals(route.checksum());
            after.put(route.id(), same ? old : route);
            if (!same && route.isOutside()) {
                changed.add(route);
            }
        }
        changed.sort(Comparator.comparing(Made::place));
        List<Made> done = new ArrayList<>();
        try {
            for (Made route : changed) {
                done.add(route);
                replace(before.get(route.id()), route, number);
            }
        } catch (Exception e) { // a component may throw anything
            for (Made route : done) {
                putBack(before.get(route.id()), route, number);
            }
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw RoutesNotMade.because(e);
        }
        running = Collections.unmodifiableMap(after);
        after.values().forEach(route -> keepOn(route, number));
        before.values().stream()
                .filter(old -> old.isOutside() && after.get(old.id()) != old)
                .forEach(this::leave);
    }

    /** Ends replaced routes with nothing under way, and the contexts of which no route runs any more. */
    void tidyUp(Set<RevisionRoutes> kept) {
        for (Made route : Set.copyOf(replaced)) {
            if (route.underWay() == 0) {
                route.of().end(route);
                replaced.remove(route);
            }
        }
        Set<RevisionRoutes> used = contexts();
        used.addAll(kept);
        made.stream().filter(routes -> !used.contains(routes)).forEach(routes -> {
            routes.end();
            made.remove(routes);
        });
    }

    private Set<RevisionRoutes> contexts() {
        Map<String, Made> now = running;
        return Stream.concat(replaced.stream(), now == null ? Stream.of() : now.values().stream())
                .map(Made::of)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** True if replaced routes wait for their end. */
    boolean tidies() {
        return !replaced.isEmpty() || made.size() > 1;
    }

    /** Ends the routes of all contexts but the first, which ends by itself. */
    void stopAll() {
        made.forEach(RevisionRoutes::end);
    }

    /** Numbers the routes of a canary. Queues that no live route works on begin, and end with it. */
    void tryOut(RevisionRoutes canary, int number) throws InterruptedException {
        made.add(canary);
        Map<String, Made> now = running;
        for (Made route : canary.all()) {
            Replaceable consumer = route.replaceable();
            if (consumer == null) {
                continue;
            }
            if (now != null && !now.containsKey(route.id())) {
                consumer.takeOver(number);
            } else {
                consumer.keepOn(number);
            }
        }
    }

    /** Leaves routes that never became live; they end when nothing is under way. */
    void drop(RevisionRoutes routes) throws InterruptedException {
        Map<String, Made> now = running;
        for (Made route : routes.all()) {
            if (route.isOutside() && (now == null || now.get(route.id()) != route)) {
                leave(route);
            }
        }
    }

    private void replace(@Nullable Made old, Made next, @Nullable Integer number) throws Exception {
        boolean stays = stoppedByOperator.contains(next.id());
        if (stays) {
            next.stop();
        }
        Replaceable consumer = next.replaceable();
        if (consumer != null) {
            consumer.takeOver(number);
            standBack(old);
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
    private void putBack(@Nullable Made old, Made next, @Nullable Integer number) {
        try {
            Replaceable before = old == null ? null : old.replaceable();
            if (before != null) {
                before.takeOver(number);
                standBack(next);
            } else {
                next.stop();
                if (old != null) {
                    old.start();
                }
            }
        } catch (Exception e) {
            LOG.error("The route {} could not be put back; restart the hub", next.id(), e);
        }
    }

    private void leave(Made old) {
        try {
            standBack(old);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        replaced.add(old);
    }

    private static void standBack(@Nullable Made old) throws InterruptedException {
        Replaceable consumer = old == null ? null : old.replaceable();
        if (consumer != null) {
            consumer.standBack();
        }
    }

    private static void keepOn(Made route, @Nullable Integer number) {
        Replaceable consumer = route.replaceable();
        if (consumer != null) {
            consumer.keepOn(number);
        }
    }
}
