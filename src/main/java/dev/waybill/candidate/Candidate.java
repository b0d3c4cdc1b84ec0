package dev.waybill.candidate;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.BundleFiles;
import dev.waybill.bundle.FilesBesideBundle;
import dev.waybill.bundle.NoRemoteFiles;
import dev.waybill.bundle.RouteChecksums;
import dev.waybill.handover.CaptureSent;
import dev.waybill.handover.Delivery;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.HandOver;
import dev.waybill.handover.MappingTurns;
import dev.waybill.handover.OnDead;
import dev.waybill.handover.Policy;
import dev.waybill.handover.WatchCalls;
import dev.waybill.routing.QueuedEvent;
import dev.waybill.routing.RouteEvent;
import dev.waybill.routing.RouteOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The routes of a bundle, made beside those of the hub. They route events and hand them over as the hub does, with the
 * hub's own steps, limits and clients, up to the connection: all calls end in recorders.
 */
public final class Candidate implements AutoCloseable {

    private static final List<String> RUN = List.of("inbox", "outbox", "direct");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int KEPT = 1 << 20;

    /** The logger of the routes' log steps. */
    private static final String LOGGER = "candidate";

    private static final Policy POLICY =
            new Policy(1, Policy.Backoff.exponential(Duration.ofSeconds(1)), Duration.ofHours(1), OnDead.block);

    private final DefaultCamelContext camel;
    private final QueueComponent inbox = new QueueComponent();
    private final QueueComponent outbox = new QueueComponent();
    private final ExecutorService threads;
    private final MappingTurns turns = MappingTurns.ofThisHub();
    private final Clock clock;
    private Map<String, Set<String>> checksums = Map.of();
    private volatile FarEnd end = FarEnd.TAKES_ALL;

    private Candidate(DefaultCamelContext camel, ExecutorService threads, Clock clock) {
        this.camel = camel;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Makes the routes of a bundle.
     *
     * @param hub the beans and settings that its routes may name
     * @throws CandidateFault if Camel can't make one of them
     */
    public static Candidate of(Bundle bundle, CandidateHub hub) {
        return of(bundle, hub, Executors.newVirtualThreadPerTaskExecutor());
    }

    /** @param threads the threads that routes run on; they end with the candidate */
    public static Candidate of(Bundle bundle, CandidateHub hub, ExecutorService threads) {
        BundleFiles files = new BundleFiles(bundle);
        DefaultCamelContext camel =
                new DefaultCamelContext(new DefaultRegistry(new CandidateBeans(hub.beans(), files)));
        files.setCamelContext(camel);
        FilesBesideBundle.bind(camel, bundle, hub.readsFiles());
        NoRemoteFiles.bind(camel);
        Candidate candidate = new Candidate(camel, threads, hub.clock());
        try {
            candidate.make(bundle, hub);
            return candidate;
        } catch (Exception e) {
            candidate.close();
            throw new CandidateFault(
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage()), e);
        }
    }

    private void make(Bundle bundle, CandidateHub hub) throws Exception {
        camel.disableJMX();
        camel.setStartupSummaryLevel(StartupSummaryLevel.Off); // the log is the hub's
        camel.getCamelContextExtension().setName("candidate");
        camel.getGlobalOptions().put(Exchange.LOG_EIP_NAME, LOGGER); // its events are no events of this hub
        camel.build();
        hub.prepare(camel);
        camel.addComponent("inbox", inbox);
        camel.addComponent("outbox", outbox);
        camel.getCamelContextExtension().registerEndpointCallback(new Recorders(() -> end));
        camel.getManagementStrategy().addEventNotifier(new WatchCalls(new CaptureSent(KEPT)));
        PluginHelper.getRoutesLoader(camel) // all at once, since a file may name the templates of another
                .loadRoutes(bundle.routes().stream()
                        .map(path -> BundleFiles.resource(bundle, path))
                        .toList());
        List<RouteDefinition> others = camel.getRouteDefinitions().stream()
                .filter(route -> !runs(route))
                .toList();
        camel.removeRouteDefinitions(others); // the intake, and all that begin by themselves
        camel.start();
        RouteChecksums checksum = new RouteChecksums(camel, bundle);
        checksums = camel.getRoutes().stream()
                .collect(Collectors.groupingBy(
                        Candidate::start, Collectors.mapping(checksum::of, Collectors.toUnmodifiableSet())));
    }

    /**
     * Returns the beginnings, as {@code outbox:erp}, of the routes that are made of the same files and values in both:
     * neither does anything that the other does not.
     */
    public Set<String> same(Candidate other) {
        return checksums.entrySet().stream()
                .filter(route -> route.getValue().equals(other.checksums.get(route.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Sets what the systems outside answer from now on. */
    public void answer(FarEnd answer) {
        end = answer;
    }

    /** Runs the event through its source's route. */
    public RouteOutcome route(Delivery.Event event) throws InterruptedException {
        QueueConsumer route = inbox.consumer(event.source());
        if (route == null) {
            return new RouteOutcome.Failed("no route begins with inbox:" + event.source());
        }
        return new RouteEvent(route, LIMIT, threads)
                .route(new QueuedEvent(
                        event.id(),
                        event.source(),
                        event.group(),
                        event.idempotencyKey(),
                        event.type(),
                        event.receivedAt(),
                        event.body(),
                        0,
                        false,
                        false,
                        event.headers()));
    }

    /** True if a route begins with the destination. */
    public boolean takes(String destination) {
        return outbox.consumer(destination) != null;
    }

    /** Hands the event over to a destination as its first delivery; null if no route is behind it. */
    public @Nullable FinishedAttempt handOver(Delivery.Event event, String destination, String part)
            throws InterruptedException {
        QueueConsumer route = outbox.consumer(destination);
        if (route == null) {
            return null;
        }
        var delivery = new Delivery(event.id(), destination, part, 1, 0, 0, event);
        var lease = new Delivery.LaneLease(destination, "candidate", 0, 1, 1);
        try (MappingTurns.Turn turn = turns.enter(event.body().length)) {
            return new HandOver(
                            route,
                            route.receiver(end),
                            POLICY,
                            LIMIT,
                            LIMIT,
                            threads,
                            clock,
                            RandomGenerator.getDefault())
                    .attempt(new Delivery.Leased(lease, delivery), turn, null);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        camel.stop();
    }

    private static String start(Route route) {
        return route.getEndpoint().getEndpointUri().replace("://", ":").split("\\?", 2)[0];
    }

    private static boolean runs(RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        return RUN.stream().anyMatch(scheme -> uri.startsWith(scheme + ":"));
    }
}
