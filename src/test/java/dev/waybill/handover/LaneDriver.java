package dev.waybill.handover;

import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.Policy.Backoff;
import dev.waybill.outbox.DeliveryCommands;
import dev.waybill.outbox.Lanes;
import dev.waybill.outbox.LeaseDue;
import dev.waybill.outbox.PlanDeliveries;
import dev.waybill.outbox.SettleAttempts;
import dev.waybill.routing.RoutedEvents;
import dev.waybill.routing.RoutedEvents.DueDelivery;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionTemplate;

/** One worker's hands, for the mechanism's harness: the outbox's own classes, with a result in the place of the route. */
public final class LaneDriver {

    /** A leased lane and the delivery at its head. */
    public record InHand(String destination, String lane, long token, long delivery, long event) {}

    /** The end of an attempt. */
    public enum Result {
        DELIVERED,
        FAILED,
        REFUSED
    }

    private static final Backoff BACKOFF =
            Backoff.exponential(Duration.ofMillis(1)).upTo(Duration.ofMillis(8));

    public static final String RECORD = "SELECT outbox_record(:destinations, :lanes, :events, :parts, 1)";

    private final int maxAttempts;
    private final Lanes lanes;
    private final LeaseDue leaseDue;
    private final SettleAttempts settleAttempts;
    private final PlanDeliveries recordRouted;
    private final Map<Long, Leased> inHand = new HashMap<>();

    public LaneDriver(DataSource database, int maxAttempts) {
        this.maxAttempts = maxAttempts;
        JdbcClient jdbc = JdbcClient.create(database);
        this.lanes = new Lanes(jdbc);
        this.settleAttempts = new SettleAttempts(jdbc);
        this.leaseDue = new LeaseDue(lanes, settleAttempts, Clock.systemUTC());
        this.recordRouted = new PlanDeliveries(destination -> {});
    }

    /** The outbox's part of the end of a batch, alone. */
    public static void record(JdbcClient jdbc, RoutedEvents routed, List<RoutedEvent> events) {
        List<DueDelivery> due = routed.deliveries(events);
        jdbc.sql(RECORD)
                .param(
                        "destinations",
                        due.stream().map(DueDelivery::destination).toArray(String[]::new))
                .param("lanes", due.stream().map(DueDelivery::lane).toArray(String[]::new))
                .param("events", due.stream().map(DueDelivery::eventId).toArray(Long[]::new))
                .param("parts", due.stream().map(DueDelivery::part).toArray(String[]::new))
                .query(row -> {});
    }

    public RoutedEvents recordRouted() {
        return recordRouted;
    }

    public List<InHand> lease(String destination, boolean skipDead, long owner, int limit) {
        return leaseDue.lease(destination, policy(skipDead), owner, limit).stream()
                .map(this::take)
                .toList();
    }

    /** @return the tokens that still held; the other attempts were fenced */
    public Set<Long> settle(Map<InHand, Result> ended, boolean skipDead) {
        List<FinishedAttempt> attempts = ended.entrySet().stream()
                .map(end -> attempted(inHand.get(end.getKey().token()), end.getValue(), policy(skipDead)))
                .toList();
        Set<Long> held =
                settleAttempts.settle(attempts).stream().map(LaneLease::token).collect(Collectors.toSet());
        ended.keySet().forEach(end -> inHand.remove(end.token()));
        return held;
    }

    /** Gives back what this owner leased without knowing, when an answer of the database was lost. */
    public void releaseIdle(String destination, long owner) {
        lanes.releaseIdle(destination, owner, inHand.keySet());
    }

    /** The worker dies: it knows nothing any more. */
    public void forget() {
        inHand.clear();
    }

    public int rescue() {
        return lanes.rescue();
    }

    /** @param beforeCommit runs when a command has changed its lane, still locked, just before its commit */
    public static DeliveryCommands commands(DataSource database, Runnable beforeCommit) {
        var manager = new JdbcTransactionManager(database);
        manager.addListener(new TransactionExecutionListener() {
            @Override
            public void beforeCommit(TransactionExecution transaction) {
                beforeCommit.run();
            }
        });
        return new DeliveryCommands(new TransactionTemplate(manager), JdbcClient.create(database), destination -> {});
    }

    private Policy policy(boolean skipDead) {
        return new Policy(maxAttempts, BACKOFF, Duration.ofMillis(8), skipDead ? OnDead.skip : OnDead.block);
    }

    private InHand take(Leased leased) {
        LaneLease lease = leased.lease();
        inHand.put(lease.token(), leased);
        Delivery delivery = leased.delivery();
        return new InHand(
                lease.destination(),
                lease.lane(),
                lease.token(),
                delivery.id(),
                delivery.event().id());
    }

    private static FinishedAttempt attempted(Leased leased, Result result, Policy policy) {
        Answer answer = Answer.none(result == Result.DELIVERED ? null : "so the script says");
        Outcome outcome =
                switch (result) {
                    case DELIVERED -> new Outcome.Delivered(answer);
                    case FAILED -> new Outcome.TryAgain(answer, null);
                    case REFUSED -> new Outcome.GivenUp(answer);
                };
        Verdict verdict = policy.judge(outcome, leased.delivery(), ThreadLocalRandom.current());
        return new FinishedAttempt(leased, outcome, verdict, Instant.EPOCH, Duration.ZERO, true, null, null);
    }
}
