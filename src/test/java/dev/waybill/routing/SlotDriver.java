package dev.waybill.routing;

import dev.waybill.inbox.InboxHeaders;
import dev.waybill.reroute.EventCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One router's hands, for the mechanism's harness: the inbox's own classes, with a function in the place of the YAML. */
public final class SlotDriver {

    /** The route's work on an event; no transaction is open meanwhile. */
    @FunctionalInterface
    public interface Route {
        List<RoutingSlip.Line> decide(String key) throws Exception;
    }

    private static final CamelContext CAMEL = new DefaultCamelContext();
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Slots slots;
    private final RouteSlot routeSlot;
    private final EventCommands commands;
    private final int batch;

    /** @param backoff the pause after a first failure; the longest is eight times that */
    public SlotDriver(DataSource database, RoutedEvents out, Route route, int batch, Duration backoff) {
        JdbcClient jdbc = JdbcClient.create(database);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        var meters = new RoutingMeters(new SimpleMeterRegistry());
        this.batch = batch;
        this.slots = new Slots(jdbc);
        RoutingQueue work = new RoutingQueue(jdbc);
        var commit = new CommitRouted(slots, work, out, new RouteBackoff(backoff, backoff.multipliedBy(8)), meters);
        RouteEvent router = new RouteEvent(new Scripted(route), LIMIT, THREADS);
        this.routeSlot =
                new RouteSlot(work, event -> new RoutingDecision(event, router.route(event), null), commit, batch);
        this.commands = new EventCommands(transaction, jdbc, source -> {});
    }

    public void open(String source) {
        slots.open(source);
    }

    /**
     * Leases slots that have work and routes them until they are empty.
     *
     * @param between runs between two events; what it throws is what ends the router
     * @return how many slots were leased
     */
    public int routeDue(String source, long owner, int limit, Runnable between) throws InterruptedException {
        Collection<Slots.Claimed> claimed = slots.claim(source, owner, limit, batch);
        for (Slots.Claimed slot : claimed) {
            routeSlot.run(slot, () -> {
                between.run();
                return true;
            });
        }
        return claimed.size();
    }

    /** Gives back what this owner still holds after a failure. */
    public void releaseIdle(String source, long owner) {
        slots.releaseIdle(source, owner, List.of());
    }

    public int rescue() {
        return slots.rescue();
    }

    public EventCommands commands() {
        return commands;
    }

    private record Scripted(Route route) implements RouteEvent.Route {

        @Override
        public Exchange newExchange() {
            return new DefaultExchange(CAMEL);
        }

        @Override
        public void run(Exchange exchange) {
            try {
                RoutingSlip slip = RoutingSlip.of(exchange);
                route.decide(exchange.getIn().getHeader(InboxHeaders.IDEMPOTENCY_KEY, String.class))
                        .forEach(slip::note);
            } catch (Exception e) {
                exchange.setException(e);
            }
        }
    }
}
