package dev.waybill.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.availability.DatabaseOutage;
import dev.waybill.availability.TestProbe;
import dev.waybill.batch.Deadline;
import dev.waybill.inbox.ArrivalsByKey.EventKey;
import dev.waybill.kit.TestPostgres;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Four nodes flush the same keys at the same moment, each in an order of its own, round after round. */
class SeveralNodesTest {

    private static final int NODES = 4;
    private static final int ROUNDS = 10;
    private static final int KEYS = 200;

    private final DataSource database = TestPostgres.unlent(TestPostgres.fresh());
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final CyclicBarrier together = new CyclicBarrier(NODES);

    @Test
    void they_never_deadlock_lose_nothing_and_agree_on_each_event() throws Exception {
        List<Future<Map<PendingRequest, IntakeOutcome>>> nodes = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(NODES)) {
            for (int node = 0; node < NODES; node++) {
                var random = new Random(node);
                nodes.add(threads.submit(() -> flushAll(random)));
            }
        }

        Map<PendingRequest, IntakeOutcome> told = new HashMap<>();
        for (Future<Map<PendingRequest, IntakeOutcome>> node : nodes) {
            told.putAll(node.get());
        }
        Map<EventKey, List<IntakeOutcome>> outcomes = told.entrySet().stream()
                .collect(Collectors.groupingBy(
                        one -> one.getKey().arrivals().getFirst().key(),
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        assertThat(outcomes).hasSize(ROUNDS * KEYS);
        Map<String, Long> events = new HashMap<>();
        jdbc.sql("SELECT idempotency_key, id FROM inbox_event").query((ResultSet row) -> {
            events.put(row.getString(1), row.getLong(2));
        });
        assertThat(events).hasSize(ROUNDS * KEYS);
        outcomes.forEach((key, answers) -> {
            long event = events.get(key.key());
            var duplicate = new IntakeOutcome.Duplicate(event);
            assertThat(answers)
                    .containsExactlyInAnyOrder(new IntakeOutcome.Stored(event), duplicate, duplicate, duplicate);
        });
        assertThat(jdbc.sql("SELECT count(*) FROM inbox_work")
                        .query(Integer.class)
                        .single())
                .isEqualTo(ROUNDS * KEYS);
        assertThat(deadlocks()).isZero();
    }

    private Map<PendingRequest, IntakeOutcome> flushAll(Random random) throws Exception {
        Map<PendingRequest, IntakeOutcome> told = new HashMap<>();
        try (var pool = new HikariDataSource(TestIntake.poolOf(database))) {
            var store = new StoreArrivals(
                    new EventRows(JdbcClient.create(pool)),
                    sources -> {},
                    new DatabaseOutage(new TestProbe(() -> true), new SimpleMeterRegistry()),
                    DistributionSummary.builder("flush").register(new SimpleMeterRegistry()));
            for (int round = 0; round < ROUNDS; round++) {
                List<PendingRequest> batch = batch(round, told);
                Collections.shuffle(batch, random);
                together.await();
                store.store(batch);
            }
        }
        return told;
    }

    private static List<PendingRequest> batch(int round, Map<PendingRequest, IntakeOutcome> told) {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> ticket(TestIntake.arrival("round-" + round + "-" + i, "{}"), told))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static PendingRequest ticket(Arrival arrival, Map<PendingRequest, IntakeOutcome> told) {
        var self = new PendingRequest[1];
        self[0] = new PendingRequest(
                List.of(arrival),
                Deadline.in(Duration.ofMinutes(1)),
                Runnable::run,
                outcomes -> told.put(self[0], outcomes.getFirst()));
        return self[0];
    }

    /** A backend reports its deadlocks at the latest when it ends. */
    private int deadlocks() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> jdbc.sql("""
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """).query(Integer.class).single() == 0);
        return jdbc.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                .query(Integer.class)
                .single();
    }
}
