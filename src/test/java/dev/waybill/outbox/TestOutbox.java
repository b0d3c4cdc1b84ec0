package dev.waybill.outbox;

import static org.awaitility.Awaitility.await;

import dev.waybill.cluster.Node;
import dev.waybill.cluster.NotifySender;
import dev.waybill.cluster.PollAll;
import dev.waybill.cluster.RescueOrphans;
import dev.waybill.destination.WatchCircuits;
import dev.waybill.handover.CaptureSent;
import dev.waybill.handover.OnDead;
import dev.waybill.handover.TestQueue;
import dev.waybill.handover.WatchCalls;
import dev.waybill.health.CircuitLog;
import dev.waybill.health.CircuitRules;
import dev.waybill.health.Circuits;
import dev.waybill.health.DestinationHealth;
import dev.waybill.health.EndBackoff;
import dev.waybill.health.PauseByHub;
import dev.waybill.health.Rates;
import dev.waybill.lease.LeasedWork;
import dev.waybill.mapping.Ending;
import dev.waybill.wire.Telling;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** One hub's outbox in a real Camel on a real PostgreSQL; the other side is {@link Outside}. */
public final class TestOutbox implements AutoCloseable {

    private static final Duration MAPPING_TIMEOUT = Duration.ofSeconds(1);

    public final TestQueue queue;
    public final MeterRegistry metrics = new SimpleMeterRegistry();
    public final CamelContext camel = new DefaultCamelContext();
    public final OutboxComponent component;
    public final Node node;
    private final Outside outside = new Outside();
    private final Settlements settlements;
    private final NotifySender signals;
    private final LeasedWork work;
    private final DestinationHealth health;
    private final HandOvers handOvers;

    public TestOutbox() {
        this(System::nanoTime);
    }

    /** @param nanoTime the node's monotonic clock */
    public TestOutbox(LongSupplier nanoTime) {
        this(TestQueue.fresh(), nanoTime, MAPPING_TIMEOUT);
    }

    /** @param mappingTimeout the time limit of a route until its first outgoing call */
    public TestOutbox(Duration mappingTimeout) {
        this(TestQueue.fresh(), System::nanoTime, mappingTimeout);
    }

    /** @param queue the database, which several hubs may share */
    public TestOutbox(TestQueue queue) {
        this(queue, System::nanoTime, MAPPING_TIMEOUT);
    }

    private TestOutbox(TestQueue queue, LongSupplier nanoTime, Duration mappingTimeout) {
        this.queue = queue;
        node = new Node(queue.jdbc, "test", Duration.ofMinutes(1), nanoTime);
        settlements = new Settlements(queue.settleAttempts, new AttemptLog(metrics));
        var settings = new OutboxSettings(
                4,
                3,
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                OnDead.block,
                0,
                DataSize.ofKilobytes(16),
                mappingTimeout,
                3,
                new CircuitRules(0, Duration.ofSeconds(1), Duration.ofSeconds(30), 5));
        health = new DestinationHealth(
                new Circuits(queue.jdbc),
                new EndBackoff(queue.jdbc),
                new CircuitLog(metrics),
                new PauseByHub(queue.transaction, queue.jdbc, metrics),
                settings.mappingFailures());
        signals = new NotifySender(queue.jdbc);
        work = new LeasedWork(node, signals, "outbox", Lanes.DUE, "destinations");
        handOvers = new HandOvers(settings.mappingTimeout(), Clock.systemUTC());
        var leases = new LeaseWithinLimits(queue.transaction, queue.leaseDue, new Rates(queue.jdbc));
        var consumers = new OutboxConsumers(work, queue.lanes, leases, handOvers, settlements, health);
        component = new OutboxComponent(settings, consumers, work);
        camel.addComponent("outbox", component);
        camel.addComponent("outside", outside);
        camel.getManagementStrategy().addEventNotifier(new WatchCalls(new CaptureSent(16 << 10)));
        Telling.in(camel);
        Ending.in(camel);
        camel.getShutdownStrategy().setTimeout(10);
    }

    /** Starts the hub with these routes. */
    public TestOutbox with(RouteBuilder routes) throws Exception {
        node.beat();
        settlements.start();
        signals.start();
        camel.addRoutes(routes);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:another").to("outside:another");
            }
        });
        camel.start();
        return this;
    }

    /** The route that hands everything over as it is. */
    TestOutbox withPlainRoute() throws Exception {
        return with(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp").routeId("erp").to("outside:erp");
            }
        });
    }

    public TestOutbox answering(Processor answer) {
        return answering("erp", answer);
    }

    public TestOutbox answering(String place, Processor answer) {
        outside.on(place, answer);
        return this;
    }

    /** An event whose route names {@code outbox:erp}, and the wake-up that follows. */
    public long route(String key, @Nullable String group) {
        long event = queue.route(key, group, "erp");
        component.wake("erp");
        return event;
    }

    /** Lets pass what a delivery to any other destination takes: time enough for what must not happen. */
    public void letAnotherPass() {
        queue.route("another " + System.nanoTime(), null, "another");
        tick();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !queue.states("another").contains("PENDING"));
    }

    /** Waits until the deliveries to the ERP are in these states, by the order of their events. */
    public void awaitStates(String... states) {
        await().atMost(Duration.ofSeconds(10)).until(() -> queue.states("erp").equals(List.of(states)));
    }

    /** Waits for so many attempts to be settled. @return all that are recorded */
    public List<Map<String, Object>> awaitAttempts(int number) {
        return await().atMost(Duration.ofSeconds(10)).until(queue::attempts, attempts -> attempts.size() >= number);
    }

    /** The hub's work of each second. */
    public void tick() {
        new PollAll(
                        queue.jdbc,
                        List.of(
                                new WatchCircuits(health, component::wakeHere),
                                work,
                                new RescueOrphans(Lanes.ORPHANED, queue.lanes::rescue),
                                signals))
                .tick();
    }

    public long leased() {
        return queue.lanesOf("erp").stream()
                .filter(lane -> lane.get("owner") != null)
                .count();
    }

    public int attemptsUnderWay() {
        return handOvers.underWay();
    }

    @Override
    public void close() {
        camel.stop();
        signals.stop();
        settlements.stop();
    }
}
