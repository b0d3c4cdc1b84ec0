package dev.waybill.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.Journal.Count;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL of inbox and outbox under everything that can happen to it: hubs that die and stall, connections that break in
 * the middle of a transaction, lost answers, retries, dead deliveries, failing routes and an operator.
 *
 * <p>Two seeds by default; {@code -Dwaybill.mechanism.seeds=8 -Dwaybill.mechanism.events=4000} for more.
 */
class MechanismTest {

    private static final Logger LOG = LoggerFactory.getLogger(MechanismTest.class);
    private static final int SEEDS = Integer.getInteger("waybill.mechanism.seeds", 2);
    private static final int EVENTS = Integer.getInteger("waybill.mechanism.events", 2000);
    private static final long FIRST_SEED = Long.getLong("waybill.mechanism.seed", 20261121);

    /** The faults of a run are its subject, not its news. */
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
                        "dev.waybill.cluster",
                        "io.zonky")
                .forEach(name -> ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF));
    }

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothing_is_lost_out_of_order_or_settled_twice(long seed) throws InterruptedException {
        PGSimpleDataSource database = QueueConnections.to(TestPostgres.fresh());
        JdbcClient jdbc = JdbcClient.create(database);
        World world = new Run(database, seed, EVENTS).go();
        Journal journal = world.journal;
        Gather gather = new Gather(jdbc);
        Evidence evidence = gather.after(world);
        LOG.info(
                "seed {}: {} events, {} deliveries, {} hand-overs; {}",
                seed,
                world.acknowledged.size(),
                evidence.ledger().size(),
                evidence.handOvers().size(),
                counts(journal));

        Verifier.Findings findings = Verifier.verify(evidence);
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(journal.surprises()).as("unexpected failures").isEmpty();
        softly.assertThat(findings.lost()).as("lost").isEmpty();
        softly.assertThat(findings.outOfOrder()).as("out of order").isEmpty();
        softly.assertThat(findings.settledTwice()).as("settled twice").isEmpty();
        softly.assertThat(journal.routedTwice(gather.routedAgain()))
                .as("routed twice")
                .isEmpty();
        softly.assertThat(journal.counted(Count.STALE_SETTLES_ACCEPTED))
                .as("stale settles accepted")
                .isZero();
        softly.assertThat(journal.counted(Count.STALE_ROUTINGS_ACCEPTED))
                .as("stale routings accepted")
                .isZero();
        softly.assertThat(journal.counted(Count.DEADLOCKS) + deadlocks(jdbc))
                .as("deadlocks")
                .isZero();
        softly.assertAll();
        assertThat(Arrays.stream(Count.values()).filter(what -> journal.counted(what) > 0))
                .as("what the run must have met")
                .contains(Count.CRASHES, Count.STALLS, Count.BROKEN_CONNECTIONS, Count.FENCED_SETTLES)
                .contains(Count.ROUTE_FAILURES, Count.RETRIES, Count.REPLAYS, Count.REPLAY_JOBS, Count.SKIPS);
    }

    private static long deadlocks(JdbcClient jdbc) {
        return jdbc.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                .query(Long.class)
                .single();
    }

    private static String counts(Journal journal) {
        return Arrays.stream(Count.values())
                .map(what -> what.name().toLowerCase().replace('_', ' ') + " " + journal.counted(what))
                .collect(Collectors.joining(", "));
    }
}
