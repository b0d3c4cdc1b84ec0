package dev.waybill.handover;

import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.Policy.Backoff;
import dev.waybill.inbox.StoreDriver;
import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.QueueConnections;
import dev.waybill.outbox.Lanes;
import dev.waybill.outbox.LeaseDue;
import dev.waybill.outbox.PlanDeliveries;
import dev.waybill.outbox.SettleAttempts;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import dev.waybill.routing.RoutingSlip.Line;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox's tables on a real PostgreSQL, and the classes that work on them. */
public final class TestQueue {

    public static final Policy POLICY =
            new Policy(3, Backoff.exponential(Duration.ofSeconds(1)), Duration.ofHours(1), OnDead.block);

    private static final String FILL = """
        WITH events AS (
          INSERT INTO inbox_event (source, idempotency_key, message_group, type, digest, secret_id)
          SELECT 'covver', 'fill ' || gen_random_uuid(), gen_random_uuid(), 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test'
            FROM generate_series(1, :number) RETURNING id, message_group),
        bodies AS (INSERT INTO inbox_body (event_id, headers, body) SELECT id, '', '' FROM events),
        deliveries AS (
          INSERT INTO outbox_delivery (destination, lane, event_id)
          SELECT :destination, 'covver/' || message_group, id FROM events)
        INSERT INTO outbox_lane (destination, lane, due_at)
        SELECT :destination, 'covver/' || message_group, now() - make_interval(secs => 1.0 / id) FROM events\
        """;

    public final DataSource database;
    public final JdbcClient jdbc;
    public final TransactionTemplate transaction;
    public final Lanes lanes;
    public final LeaseDue leaseDue;
    public final SettleAttempts settleAttempts;
    public final List<String> woken = new ArrayList<>();
    public final PlanDeliveries recordRouted;
    private final StoreDriver store;

    private TestQueue(DataSource database) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.lanes = new Lanes(jdbc);
        this.settleAttempts = new SettleAttempts(jdbc);
        this.leaseDue = new LeaseDue(lanes, settleAttempts, Clock.systemUTC());
        this.recordRouted = new PlanDeliveries(woken::add);
        this.store = new StoreDriver(database);
    }

    public static TestQueue fresh() {
        return on(QueueConnections.to(TestPostgres.fresh()));
    }

    public static TestQueue on(DataSource database) {
        return new TestQueue(database);
    }

    /** Stores an event and records that its route named these destinations. @return the event's id */
    public long route(String key, @Nullable String group, String... destinations) {
        return route(key, group, Stream.of(destinations).map(TestQueue::to).toList());
    }

    public long route(String key, @Nullable String group, List<Line> lines) {
        long event = store.store("covver", key, group);
        record(new RoutedEvent(event, "covver", group, lines, null));
        return event;
    }

    /** Stores so many events with one lane each, due now in the order of their ids. */
    public void fill(String destination, int number) {
        jdbc.sql(FILL).param("destination", destination).param("number", number).update();
    }

    public void record(RoutedEvent... events) {
        LaneDriver.record(jdbc, recordRouted, List.of(events));
    }

    public static Line to(String destination) {
        return new Line(destination, "", true);
    }

    /** A live node. */
    public long node() {
        return jdbc.sql("INSERT INTO node (until, name) VALUES (now() + interval '1 hour', 'test') RETURNING id")
                .query(Long.class)
                .single();
    }

    public void die(long node) {
        jdbc.sql("DELETE FROM node WHERE id = :id").param("id", node).update();
    }

    public List<Leased> lease(String destination, long owner) {
        return leaseDue.lease(destination, POLICY, owner, 100);
    }

    /** Leases the only lane that is due. */
    public Leased leaseOne(String destination, long owner) {
        List<Leased> leased = lease(destination, owner);
        if (leased.size() != 1) {
            throw new AssertionError("Leased " + leased);
        }
        return leased.getFirst();
    }

    public Set<LaneLease> settle(Leased leased, Outcome outcome) {
        return settle(leased, outcome, POLICY);
    }

    public Set<LaneLease> settle(Leased leased, Outcome outcome, Policy policy) {
        return settleAttempts.settle(List.of(ended(leased, outcome, policy)));
    }

    public static FinishedAttempt ended(Leased leased, Outcome outcome, Policy policy) {
        return ended(leased, outcome, policy, true);
    }

    public static FinishedAttempt ended(Leased leased, Outcome outcome, Policy policy, boolean calledOutside) {
        Verdict verdict = policy.judge(outcome, leased.delivery(), RandomGenerator.getDefault());
        return new FinishedAttempt(
                leased,
                outcome,
                verdict,
                Instant.parse("2026-11-21T10:15:30Z"),
                Duration.ofMillis(42),
                calledOutside,
                null,
                null);
    }

    /** The same attempt, having handed this over. */
    public static FinishedAttempt sending(FinishedAttempt ended, SentMessage sent) {
        return new FinishedAttempt(
                ended.leased(),
                ended.outcome(),
                ended.verdict(),
                ended.startedAt(),
                ended.took(),
                ended.calledOutside(),
                sent,
                ended.revision());
    }

    public static Outcome delivered() {
        return new Outcome.Delivered(Answer.none(null));
    }

    public static Outcome tryAgain(String reason) {
        return new Outcome.TryAgain(Answer.none(reason), null);
    }

    public static Outcome givenUp(String reason) {
        return new Outcome.GivenUp(Answer.none(reason));
    }

    /** Makes every lane due now. */
    public void passTime() {
        jdbc.sql("UPDATE outbox_lane SET due_at = now()").update();
    }

    /** The states of a destination's deliveries, in the order of their events. */
    public List<String> states(String destination) {
        return jdbc.sql("SELECT state FROM outbox_delivery WHERE destination = :d ORDER BY event_id, id")
                .param("d", destination)
                .query(String.class)
                .list();
    }

    public List<Map<String, Object>> lanesOf(String destination) {
        return jdbc.sql("SELECT * FROM outbox_lane WHERE destination = :d ORDER BY lane")
                .param("d", destination)
                .query()
                .listOfRows();
    }

    public List<Map<String, Object>> attempts() {
        return jdbc.sql("SELECT * FROM outbox_attempt ORDER BY id").query().listOfRows();
    }
}
