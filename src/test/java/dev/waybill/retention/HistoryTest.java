package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.waybill.kit.Slow;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nothing undelivered is ever purged, over random histories: events that are delivered, dead, skipped, replayed, failed,
 * waiting, unrouted, discarded and routed again, of any age, with retention in between and at the same time.
 *
 * <p>Two seeds of each by default; {@code -Dwaybill.retention.seeds=20 -Dwaybill.retention.steps=2000} for more.
 */
@Slow
class HistoryTest {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryTest.class);
    private static final int SEEDS = Integer.getInteger("waybill.retention.seeds", 2);
    private static final int STEPS = Integer.getInteger("waybill.retention.steps", 250);
    private static final long FIRST_SEED = Long.getLong("waybill.retention.seed", 20261121);
    private static final int BATCH = 25;

    /** Routes that fail are the subject here, not the news. */
    @BeforeAll
    static void quiet() {
        Stream.of(
                        "org.springframework",
                        "dev.waybill.availability",
                        "dev.waybill.history",
                        "dev.waybill.inbox",
                        "dev.waybill.operator",
                        "dev.waybill.quarantine",
                        "dev.waybill.reroute",
                        "dev.waybill.routing",
                        "dev.waybill.destination",
                        "dev.waybill.handover",
                        "dev.waybill.health",
                        "dev.waybill.outbox",
                        "io.zonky")
                .forEach(name -> ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF));
    }

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void one_thing_after_the_other(long seed) {
        try (TestHub hub = TestHub.fresh(BATCH)) {
            var witness = new Witness(hub.jdbc);
            var history = new RandomHistory(hub, witness, "all", seed);
            for (int step = 0; step < STEPS; step++) {
                history.anything();
                assertThat(witness.wrong()).as("seed %d, step %d", seed, step).isEmpty();
            }
            in_the_end_all_that_is_finished_goes(hub, witness, seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void all_at_the_same_time(long seed) throws Exception {
        try (TestHub hub = TestHub.fresh(BATCH);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var witness = new Witness(hub.jdbc);
            List<Callable<Void>> round = List.of(
                    times(4, actor(hub, witness, "traffic", seed)::traffic),
                    times(2, actor(hub, witness, "operator 1", seed)::operator),
                    times(2, actor(hub, witness, "operator 2", seed)::operator),
                    times(1, actor(hub, witness, "node 1", seed)::retention),
                    times(1, actor(hub, witness, "node 2", seed)::retention));
            for (int step = 0; step < STEPS; step++) {
                for (Future<Void> done : threads.invokeAll(round)) {
                    done.get();
                }
                assertThat(witness.wrong()).as("seed %d, round %d", seed, step).isEmpty();
            }
            in_the_end_all_that_is_finished_goes(hub, witness, seed);
        }
    }

    private static void in_the_end_all_that_is_finished_goes(TestHub hub, Witness witness, long seed) {
        LOG.info("seed {}: {} bodies and {} events went on the way", seed, witness.gone("body"), witness.gone("event"));
        assertThat(witness.gone("body")).as("a history that purges something").isPositive();
        hub.jdbc.sql("SELECT id FROM inbox_event").query(Long.class).list().forEach(event -> hub.age(event, 500));
        hub.purgeAll();
        assertThat(witness.left()).as("seed %d, what stays", seed).isEmpty();
        assertThat(witness.wrong()).as("seed %d", seed).isEmpty();
        assertThat(hub.exists("SELECT FROM inbox_event"))
                .as("a history that leaves something open")
                .isTrue();
    }

    private static RandomHistory actor(TestHub hub, Witness witness, String name, long seed) {
        return new RandomHistory(hub.another(BATCH), witness, name, seed);
    }

    private static Callable<Void> times(int times, Runnable step) {
        return () -> {
            for (int i = 0; i < times; i++) {
                step.run();
            }
            return null;
        };
    }
}
