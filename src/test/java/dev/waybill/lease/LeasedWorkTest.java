package dev.waybill.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cluster.Node;
import dev.waybill.cluster.NotifySender;
import dev.waybill.cluster.PollAll;
import dev.waybill.kit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node with a consumer for {@code erp}, and another node that listens. */
class LeasedWorkTest {

    private static final String DUE = "SELECT name FROM unnest(:names) name WHERE name <> 'idle'";

    private final DataSource database = TestPostgres.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final CamelContext camel = new DefaultCamelContext();
    private final Node node = new Node(jdbc, "test", Duration.ofMinutes(1), System::nanoTime);
    private final NotifySender signals = new NotifySender(jdbc);
    private final LeasedWork work = new LeasedWork(node, signals, "outbox", DUE, "names");
    private Consumer erp;
    private Connection other;

    @BeforeEach
    void start() throws SQLException {
        node.beat();
        jdbc.sql("INSERT INTO node (until, name) VALUES (now() + interval '1 hour', 'other')")
                .update();
        other = database.getConnection();
        other.createStatement().execute("LISTEN waybill");
        signals.start();
        new PollAll(jdbc, List.of(signals)).tick();
        camel.start();
        erp = new Consumer("erp", 4);
    }

    @AfterEach
    void stop() throws SQLException {
        erp.stop();
        camel.stop();
        signals.stop();
        other.close();
    }

    @Test
    void only_a_started_consumer_is_woken_here() {
        assertThat(work.wakeHere("erp")).isFalse();
        assertThat(work.consumes("erp")).isFalse();
        start(erp);
        assertThat(work.consumes("erp")).isTrue();
        assertLeases(erp, () -> assertThat(work.wakeHere("erp")).isTrue());
        erp.stop();
        assertThat(work.wakeHere("erp")).isFalse();
    }

    @Test
    void the_other_nodes_are_told_of_work_that_no_consumer_here_takes() throws SQLException {
        start(erp);
        assertLeases(erp, () -> work.wake("erp"));
        work.wake("mail");
        assertThat(heardByTheOther()).containsExactly("outbox/mail");
    }

    @Test
    void work_is_taken_over_only_by_a_consumer_with_a_free_permit() {
        Consumer full = new Consumer("full", 0);
        start(erp);
        start(full);
        int before = full.steps.get();
        work.heard("full");
        work.heard("mail");
        assertLeases(erp, () -> work.heard("erp"));
        assertThat(full.steps).as("asked for its room, and not woken").hasValue(before + 1);
        full.stop();
    }

    @Test
    void the_names_that_are_consumed_here_are_asked_for_and_the_due_ones_woken() {
        Consumer idle = new Consumer("idle", 4);
        start(erp);
        start(idle);
        int before = idle.leases.get();
        assertThat((String[]) work.parameters().get("names")).containsExactlyInAnyOrder("erp", "idle");
        assertLeases(erp, () -> new PollAll(jdbc, List.of(work)).tick());
        assertThat(idle.leases).hasValue(before);
        idle.stop();
    }

    @Test
    void a_name_whose_leases_are_in_doubt_is_woken_until_they_are_given_back() {
        start(erp);
        work.held("erp").unsure();
        assertLeases(erp, () -> work.answered(List.of()));
        await().until(() -> !work.held("erp").isUnsure());
        int before = erp.leases.get();
        work.answered(List.of());
        assertThat(erp.leases).hasValue(before);
    }

    @Test
    void the_leases_of_a_name_outlive_its_consumer_and_a_new_consumer_is_not_unregistered_by_the_old() {
        HeldLeases held = work.held("erp");
        start(erp);
        Consumer next = new Consumer("erp", 4);
        start(next);
        erp.stop();
        assertThat(work.held("erp")).isSameAs(held);
        assertThat(work.consumes("erp")).isTrue();
        next.stop();
    }

    /** Starts it and waits for its first look. */
    private static void start(Consumer consumer) {
        consumer.start();
        await().until(() -> consumer.steps.get() > 0);
    }

    private static void assertLeases(Consumer consumer, Runnable wake) {
        int before = consumer.leases.get();
        wake.run();
        await().until(() -> consumer.leases.get() > before);
    }

    private List<String> heardByTheOther() throws SQLException {
        PGNotification[] heard = other.unwrap(PGConnection.class).getNotifications(10_000);
        return Stream.of(heard).map(PGNotification::getParameter).toList();
    }

    /** A consumer that finds nothing to lease. */
    private final class Consumer extends LeasingConsumer {

        private final int room;
        private final AtomicInteger steps = new AtomicInteger();
        private final AtomicInteger leases = new AtomicInteger();

        Consumer(String name, int room) {
            super(camel.getEndpoint("direct:" + name), exchange -> {}, work, name, 4, false);
            this.room = room;
        }

        @Override
        protected int room(int held, int most) {
            steps.incrementAndGet();
            return room;
        }

        @Override
        protected void lease(long owner, int free) {
            leases.incrementAndGet();
        }

        @Override
        protected void giveBack(long owner, Set<Long> busyTokens) {
            // nothing was leased
        }
    }
}
