package dev.waybill.routing;

import static org.awaitility.Awaitility.await;

import dev.waybill.cluster.Node;
import dev.waybill.cluster.NotifySender;
import dev.waybill.cluster.PollAll;
import dev.waybill.cluster.RescueOrphans;
import dev.waybill.inbox.StoreDriver;
import dev.waybill.kit.TestPostgres;
import dev.waybill.lease.LeasedWork;
import dev.waybill.mechanism.QueueConnections;
import dev.waybill.routing.RoutedEvents.DueDelivery;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import dev.waybill.routing.RoutingSlip.Line;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One hub's inbox in a real Camel on a real PostgreSQL; what its routes named is kept here. */
final class TestInbox implements AutoCloseable {

    final JdbcClient jdbc;
    final CamelContext camel = new DefaultCamelContext();
    final InboxComponent component;
    final Node node;
    /** The routed events, in the order of the commits. */
    final List<RoutedEvent> routed = new CopyOnWriteArrayList<>();

    private final LeasedWork work;
    private final StoreDriver store;

    TestInbox() {
        this(System::nanoTime);
    }

    /** @param nanoTime the node's monotonic clock */
    TestInbox(LongSupplier nanoTime) {
        PGSimpleDataSource database = QueueConnections.to(TestPostgres.fresh());
        jdbc = JdbcClient.create(database);
        store = new StoreDriver(database);
        node = new Node(jdbc, "test", Duration.ofMinutes(1), nanoTime);
        work = new LeasedWork(node, new NotifySender(jdbc), "inbox", Slots.DUE, "sources");
        var settings = new RoutingSettings(
                4, 10, Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofHours(1), Duration.ofMinutes(1));
        var slots = new Slots(jdbc);
        var queue = new RoutingQueue(jdbc);
        var backoff = new RouteBackoff(settings.backoffFirst(), settings.backoffMost());
        var meters = new RoutingMeters(new SimpleMeterRegistry());
        var commit = new CommitRouted(slots, queue, new Noted(), backoff, meters);
        var consumers = new InboxConsumers(work, slots, queue, commit);
        component = new InboxComponent(settings, consumers, work, null); // nothing is stored through it
        camel.addComponent("inbox", component);
        camel.getShutdownStrategy().setTimeout(10);
    }

    private final class Noted implements RoutedEvents {

        private final Map<Long, RoutedEvent> seen = new ConcurrentHashMap<>();

        @Override
        public List<DueDelivery> deliveries(List<RoutedEvent> events) {
            events.forEach(event -> seen.put(event.id(), event));
            return events.stream()
                    .flatMap(event -> event.lines().stream()
                            .map(line -> new DueDelivery(
                                    event.id(), line.destination(), "#" + event.id(), line.part(), event.revision())))
                    .toList();
        }

        @Override
        public void committed(List<DueDelivery> deliveries) {
            deliveries.stream()
                    .map(DueDelivery::eventId)
                    .distinct()
                    .map(seen::get)
                    .forEach(routed::add);
        }
    }

    /** Starts the hub with these routes. */
    TestInbox with(RouteBuilder routes) throws Exception {
        node.beat();
        camel.addRoutes(routes);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("inbox:another").process(names("erp"));
            }
        });
        camel.start();
        return this;
    }

    /** The step that names a destination, as {@code to: outbox:X} does. */
    static Processor names(String destination) {
        return exchange -> RoutingSlip.of(exchange).note(new Line(destination, "", true));
    }

    /** An event arrives. */
    long store(String key, @Nullable String group) {
        long event = store.store("covver", key, group);
        component.wake("covver");
        return event;
    }

    /** Lets pass what any other source's event takes on its way: time enough for what must not happen. */
    void letAnotherPass() {
        long event = store.store("another", "another " + System.nanoTime(), null);
        tick();
        await().atMost(Duration.ofSeconds(10)).until(() -> routed.stream().anyMatch(one -> one.id() == event));
        routed.removeIf(one -> one.id() == event);
    }

    void awaitRouted(Long... events) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> routed.stream().map(RoutedEvent::id).toList().equals(List.of(events)));
    }

    /** Waits until the only event that is left is FAILED. @return why */
    String awaitFailure() {
        await().atMost(Duration.ofSeconds(10)).until(() -> states().containsValue("FAILED"));
        return jdbc.sql("SELECT error FROM inbox_work WHERE state = 'FAILED'")
                .query(String.class)
                .single();
    }

    /** The events that are not routed yet, by id. */
    Map<Long, String> states() {
        Map<Long, String> states = new LinkedHashMap<>();
        jdbc.sql("SELECT event_id, state FROM inbox_work ORDER BY event_id").query(row -> {
            states.put(row.getLong(1), row.getString(2));
        });
        return states;
    }

    /** The hub's work of each second. */
    void tick() {
        new PollAll(jdbc, List.of(work, new RescueOrphans(Slots.ORPHANED, new Slots(jdbc)::rescue))).tick();
    }

    long leased() {
        return jdbc.sql("SELECT count(*) FROM inbox_slot WHERE owner IS NOT NULL")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
