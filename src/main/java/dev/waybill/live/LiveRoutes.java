package dev.waybill.live;

import dev.waybill.lease.Replaceable;
import dev.waybill.live.RevisionRoutes.Made;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/**
 * The routes that run on this hub. Each may come from another context: a change of the revision leaves those that are
 * the same where they are.
 */
public final class LiveRoutes {

    /** The time that a replaced route has for work which has reached it and is not counted yet. */
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

    private final CamelContext first;
    private final LongSupplier nanoTime;
    /** The routes by id; null until Camel has started them. */
    private volatile @Nullable Map<String, Made> running;

    private volatile @Nullable Integer number;
    /** The routes that take nothing more, with the time of their replacement. */
    private final Map<Made, Long> replaced = new ConcurrentHashMap<>();
    /** The contexts that have not ended. */
    private final Set<RevisionRoutes> contexts = ConcurrentHashMap.newKeySet();

    private final Set<String> stoppedByOperator = ConcurrentHashMap.newKeySet();

    /** @param first the context that the hub starts with */
    public LiveRoutes(CamelContext first) {
        this(first, System::nanoTime);
    }

    LiveRoutes(CamelContext first, LongSupplier nanoTime) {
        this.first = first;
        this.nanoTime = nanoTime;
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
    public synchronized void start(String id) throws Exception {
        stoppedByOperator.remove(id);
        context(id).getRouteController().startRoute(id);
    }

    /** Stops a route of this hub, until it or the hub is started again; a newer revision does not start it either. */
    public synchronized void stop(String id) throws Exception {
        stoppedByOperator.add(id);
        context(id).getRouteController().stopRoute(id);
    }

    private CamelContext context(String id) {
        return find(id).map(Route::getCamelContext).orElse(first);
    }

    /** Returns the consumers whose last step failed, such as {@code outbox://erp}. */
    List<String> failing() {
        return Stream.ofNullable(running)
                .flatMap(now -> now.values().stream())
                .filter(route -> route.replaceable() instanceof Replaceable consumer && consumer.failing())
                .map(Made::work)
                .sorted()
                .toList();
    }

    /**
     * Learns which routes the hub has started with.
     *
     * @param revision their number; null if they are no revision
     */
    synchronized void startedWith(RevisionRoutes routes, @Nullable Integer revision) {
        contexts.add(routes);
        Map<String, Made> made = new TreeMap<>();
        routes.all().forEach(route -> made.put(route.id(), route));
        made.values().forEach(route -> route.keepOn(revision));
        running = made;
        number = revision;
    }

    /** Gives the routes of the start their work, because those of the live revision can't have it. */
    synchronized void takeOver(RevisionRoutes ofStart, @Nullable Integer revision) throws InterruptedException {
        for (Made route : ofStart.all()) {
            route.takeOver(revision);
        }
    }

    /**
     * Changes to these routes. Routes that are the same go on where they are.
     *
     * @param revision the number of their revision; null if they were never published
     * @throws RoutesNotMade if one can't take over; then those before are put back
     */
    synchronized void changeTo(RevisionRoutes next, @Nullable Integer revision) throws InterruptedException {
        contexts.add(next);
        Map<String, Made> present = running;
        Collection<Made> before = present == null ? List.of() : present.values();
        Map<String, Made> after = new TreeMap<>();
        List<Made> changed = new ArrayList<>();
        for (Made route : next.all()) {
            Made old = present == null ? null : present.get(route.id());
            boolean same = old != null && old.checksum().equals(route.checksum());
            after.put(route.id(), same ? old : route);
            if (!same && route.isOutside()) {
                changed.add(route);
            }
        }
        try {
            new SwapRoutes(before, stoppedByOperator, number).to(changed, revision);
        } catch (RoutesNotMade e) {
            changed.forEach(route -> replaced.put(route, nanoTime.getAsLong()));
            throw e;
        }
        running = after;
        number = revision;
        for (Made route : after.values()) {
            route.takeOver(revision); // those that are the same may have waited since the hub's start
        }
        before.stream()
                .filter(old -> old.isOutside() && after.get(old.id()) != old)
                .forEach(this::leave);
    }

    /** Ends replaced routes with nothing under way, and the contexts of which no route runs any more. */
    void tidyUp(Set<RevisionRoutes> kept) {
        replaced.forEach((route, since) -> {
            if (nanoTime.getAsLong() - since > LAST_WORK.toNanos() && route.underWay() == 0) {
                route.end();
                replaced.remove(route);
            }
        });
        Map<String, Made> now = running;
        Set<RevisionRoutes> used = Stream.concat(
                        replaced.keySet().stream(), now == null ? Stream.of() : now.values().stream())
                .map(Made::owner)
                .collect(Collectors.toCollection(() -> new HashSet<>(kept)));
        contexts.stream().filter(routes -> !used.contains(routes)).forEach(routes -> {
            routes.end();
            contexts.remove(routes);
        });
    }

    /** True if replaced routes wait for their end. */
    boolean tidies() {
        return !replaced.isEmpty() || contexts.size() > 1;
    }

    /** Takes all work from the contexts that are not Camel's own, and begins to end them. Returns their threads. */
    synchronized List<Thread> endAll() {
        List<RevisionRoutes> all = List.copyOf(contexts);
        all.stream()
                .filter(routes -> !routes.ofStart())
                .flatMap(routes -> routes.all().stream())
                .forEach(Made::standBack);
        return all.stream().map(routes -> Thread.ofVirtual().start(routes::end)).toList();
    }

    /** Numbers the routes of a canary. Queues that no live route works on begin, and end with it. */
    synchronized void tryOut(RevisionRoutes canary, int revision) throws InterruptedException {
        contexts.add(canary);
        Map<String, Made> now = running;
        Set<String> taken =
                now == null ? Set.of() : now.values().stream().map(Made::work).collect(Collectors.toSet());
        for (Made route : canary.all()) {
            Replaceable consumer = route.replaceable();
            if (consumer != null && route.isQueue() && !taken.contains(route.work())) {
                consumer.takeOver(revision);
            } else {
                route.keepOn(revision);
            }
        }
    }

    /** Leaves routes that never became live; they end when nothing is under way. */
    synchronized void drop(RevisionRoutes routes) {
        Map<String, Made> now = running;
        for (Made route : routes.all()) {
            if (route.isOutside() && (now == null || now.get(route.id()) != route)) {
                leave(route);
            }
        }
    }

    private void leave(Made old) {
        old.standBack();
        replaced.put(old, nanoTime.getAsLong());
    }
}
