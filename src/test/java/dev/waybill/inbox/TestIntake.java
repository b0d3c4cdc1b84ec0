package dev.waybill.inbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.availability.DatabaseOutage;
import dev.waybill.availability.ProbeDatabase;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.quarantine.QuarantineSettings;
import dev.waybill.routing.InboxComponent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** One node's intake on a real PostgreSQL, and senders for it. */
public final class TestIntake implements AutoCloseable {

    public static final IntakeSettings SETTINGS = settings(2, 10_000, Duration.ofSeconds(3));

    public final WatchedDataSource watched;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Set<String>> woken = new CopyOnWriteArrayList<>();
    final DatabaseOutage outage;
    final GroupCommit commit;
    final Quarantine quarantine;
    final AcceptArrival accept;
    final Inbox inbox;
    /** Beside the intake, never through its pool. */
    public final JdbcClient jdbc;

    private boolean poisoned;
    private final HikariDataSource pool;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    public TestIntake(DataSource database) {
        this(database, SETTINGS);
    }

    public TestIntake(DataSource database, IntakeSettings settings) {
        jdbc = JdbcClient.create(database);
        pool = new HikariDataSource(poolOf(database));
        watched = new WatchedDataSource(pool);
        var rows = new EventRows(JdbcClient.create(watched));
        outage = new DatabaseOutage(new ProbeDatabase(database), meters);
        commit = new GroupCommit(rows, settings, woken::add, outage, meters);
        quarantine = new Quarantine(JdbcClient.create(pool), quarantineSettings(100, 100), System::nanoTime, meters);
        accept = new AcceptArrival(commit, new IntakeMeters(meters), settings.answerWithin());
        inbox = new Inbox(rows);
        camel.addComponent("inbox", new InboxComponent(null, null, null, accept));
        outage.start();
        commit.start();
        quarantine.start();
    }

    /** The same database for the next test: a server with a database for each stops slowly. */
    public static DataSource emptied(DataSource database) {
        JdbcClient.create(database)
                .sql("TRUNCATE inbox_event, inbox_body, inbox_work, quarantine RESTART IDENTITY")
                .update();
        return database;
    }

    static IntakeSettings settings(int writers, int queueEvents, Duration answerWithin) {
        return new IntakeSettings(
                writers, queueEvents, DataSize.ofMegabytes(64), 512, DataSize.ofMegabytes(8), answerWithin);
    }

    public static QuarantineSettings quarantineSettings(int verifiedRows, int unverifiedRows) {
        return new QuarantineSettings(
                new QuarantineSettings.Verified(verifiedRows, DataSize.ofMegabytes(1)),
                new QuarantineSettings.Plausible(unverifiedRows, DataSize.ofMegabytes(1), 10, DataSize.ofMegabytes(1)),
                new QuarantineSettings.Unverified(unverifiedRows, DataSize.ofMegabytes(1), 10, DataSize.ofMegabytes(1)),
                Duration.ofSeconds(3));
    }

    public static HikariConfig poolOf(DataSource database) {
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(5);
        config.setConnectionTimeout(3000); // a busy machine forks slowly
        config.setValidationTimeout(500);
        config.setInitializationFailTimeout(-1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED"); // as the hub's own pools, which say why
        return config;
    }

    /** The database refuses events of the type {@code Poison}, until this is closed. */
    void poison() {
        poisoned = true;
        jdbc.sql("ALTER TABLE inbox_event ADD CONSTRAINT poison CHECK (type <> 'Poison')")
                .update();
    }

    /** An event of the group {@code order-1}. */
    public static Arrival arrival(String key, String body) {
        return arrival(key, "order-1", "OrderPlaced", body);
    }

    public static Arrival arrival(String key, String group, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Arrival(
                "covver", key, group, type, sha256(bytes), "2026", "[[\"a\",\"b\"]]".getBytes(), bytes, null, null);
    }

    /** The answer of the idempotent repository: is it new, and which event is it. */
    record Answer(boolean fresh, long event) {}

    public Answer send(Arrival arrival) {
        Exchange exchange = stored(arrival);
        boolean fresh = inbox.add(exchange, arrival.key());
        return new Answer(fresh, exchange.getMessage().getHeader(InboxHeaders.EVENT_ID, Long.class));
    }

    /** The exchange as {@code to: inbox:*} leaves it behind. */
    Exchange stored(Arrival arrival) {
        var outcome = new CompletableFuture<IntakeOutcome>();
        ArrivalContext context = context(arrival, Runnable::run);
        accept.accept(context, outcome::complete);
        Exchange exchange = new DefaultExchange(camel);
        context.setOutcome(outcome.join());
        context.on(exchange);
        return exchange;
    }

    /** The context as {@code readEnvelope} leaves it behind. */
    public ArrivalContext context(Arrival arrival, @Nullable Executor loop) {
        var context = new KeepArrival(loop);
        context.setArrivals(List.of(arrival));
        return context;
    }

    /** Keeps it in quarantine, as the door does. */
    private final class KeepArrival extends ArrivalContext {

        KeepArrival(@Nullable Executor loop) {
            super(loop);
        }

        @Override
        public CompletableFuture<Void> refuseVerified(String reason, String key, Long event, Duration atMost) {
            return quarantine.keepVerified(
                    arrival().source(),
                    reason,
                    key,
                    event,
                    arrival().headers(),
                    arrival().body(),
                    atMost);
        }
    }

    public Future<Answer> sendAside(Arrival arrival) {
        return senders.submit((Callable<Answer>) () -> send(arrival));
    }

    double counted(String outcome) {
        var counter =
                meters.find("waybill.inbox.arrivals").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    public int count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }

    public DefaultCamelContext camel() {
        return camel;
    }

    @Override
    public void close() {
        watched.open();
        commit.stop();
        outage.stop();
        quarantine.stop();
        senders.shutdownNow();
        pool.close();
        if (poisoned) {
            jdbc.sql("ALTER TABLE inbox_event DROP CONSTRAINT poison").update();
        }
        camel.stop();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
