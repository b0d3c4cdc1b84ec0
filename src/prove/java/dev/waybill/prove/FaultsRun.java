package dev.waybill.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The main scenario: a provider sends while everything goes wrong, then all heals. */
final class FaultsRun extends Scenario {

    private final Duration lease;

    FaultsRun(Options options, Say say, Path data, Path out) {
        super(options, say, data, out);
        // every third seed has the defaults, the others a shorter lease and so more faults a minute
        this.lease = Duration.ofSeconds(options.seed() % 3 == 0 ? 9 : 6);
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "WAYBILL_NODE_LEASE", lease.toSeconds() + "s",
                "WAYBILL_NODE_HEARTBEAT", lease.toSeconds() / 3 + "s",
                "WAYBILL_OUTBOX_MAX_ATTEMPTS", "12");
    }

    @Override
    boolean play(Ground ground, Courier courier, DatabaseDesk desk)
            throws IOException, InterruptedException, SQLException {
        try (Journal diary = new Journal(out.resolve("faults.tsv"))) {
            List<Strand> strands = strands(ground, fault -> diary.add(clock() + "\t" + fault));
            Provider provider = new Provider(
                    courier, new MarkedOrders(options.seed())::next, new Pace(options.rate()), options.seed());
            Operator operator = new Operator(ground.hubs(), options.seed());
            provider.start();
            operator.start();
            strands.forEach(Strand::start);
            boolean enough = runItsLength(courier);
            provider.windUp();
            operator.calmDown();
            ground.heal();
            for (Strand strand : strands) {
                strand.join();
            }
            boolean answered = provider.finish(UNTIL_ANSWERED);
            for (Hub hub : ground.hubs()) {
                hub.awaitReady();
            }
            boolean followed = ground.publisher().settle(last(), UNTIL_ANSWERED);
            report(strands, ground);
            boolean stored = awaitStored(desk);
            boolean settled = awaitNoneDead(desk);
            operator.end();
            say.line(operator.report());
            ground.publisher().faults().forEach(say::line);
            return expect(ground.publisher().faults().isEmpty(), "publications did what they must not")
                    & expect(followed, "not every hub runs the last revision, long after everything had healed")
                    & expect(
                            !publishOnly() || courier.refusedWhenReady().isEmpty(),
                            "hubs that were ready refused webhooks: %s".formatted(courier.refusedWhenReady()))
                    & expect(enough, "fewer than %d events were acknowledged".formatted(options.events()))
                    & expect(answered, "what was sent was not answered, long after everything had healed")
                    & expect(stored, "acknowledged webhooks are not in the inbox, long after everything had healed")
                    & expect(settled, "what is DEAD stays DEAD, long after everything had healed");
        }
    }

    private boolean runItsLength(Courier courier) throws InterruptedException {
        long length = options.length().toNanos();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < length
                || courier.acknowledged() < options.events() && System.nanoTime() - begun < 3 * length) {
            Thread.sleep(200);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        int acknowledged = courier.acknowledged();
        say.line("%d acknowledged in %.0f s (%.0f/s), %d tries were not; refused by ready hubs %s, by starting ones %s"
                .formatted(
                        acknowledged,
                        seconds,
                        acknowledged / seconds,
                        courier.refused(),
                        courier.refusedWhenReady(),
                        courier.atStarts()));
        say.line("everything heals");
        return acknowledged >= options.events();
    }

    /** A buffer may still hold some. */
    private boolean awaitStored(DatabaseDesk desk) throws IOException, InterruptedException, SQLException {
        Set<String> keys = Journal.read(out.resolve(Evidence.ACKNOWLEDGED), Acknowledged::parse).stream()
                .map(Acknowledged::key)
                .collect(Collectors.toSet());
        long begun = System.nanoTime();
        while (!desk.inbox().containsAll(keys)) {
            if (System.nanoTime() - begun > UNTIL_ANSWERED.toNanos()) {
                return false;
            }
            Thread.sleep(500);
        }
        say.line("all are in the inbox after %.0f s".formatted((System.nanoTime() - begun) / 1e9));
        return true;
    }

    /** The operator has to see to these, so that it stays until the last. */
    private static boolean awaitNoneDead(DatabaseDesk desk) throws InterruptedException, SQLException {
        long deadline = System.nanoTime() + UNTIL_ANSWERED.toNanos() * 2;
        while (desk.open() > 0) {
            if (System.nanoTime() > deadline) {
                return desk.dead() == 0;
            }
            Thread.sleep(500);
        }
        return true;
    }

    private List<Strand> strands(Ground ground, Consumer<Fault> diary) {
        Script script = new Script(options.hubs(), ground.database(), lease);
        long seed = options.seed() * 7;
        int aboutHalf = (int) options.length().toMillis() * 2 / 3;
        Strand publications = new Strand(ground, script::publications, seed + 4, 4_000, diary);
        if (publishOnly()) {
            return List.of(publications);
        }
        List<Strand> strands = new ArrayList<>();
        if (options.kafka()) {
            strands.add(new Strand(ground, script::brokerFaults, seed + 5, 8_000, diary));
        }
        strands.addAll(List.of(
                publications,
                new Strand(ground, script::hubFaults, seed, 5_000, diary),
                new Strand(ground, script::databaseFaults, seed + 1, 10_000, diary),
                new Strand(ground, script::destinationFaults, seed + 2, 3_000, diary),
                new Strand(ground, once(ground.database()), seed + 3, aboutHalf, diary)));
        return strands;
    }

    /** Nothing but publications befalls the hubs, and kills in the middle of them. */
    private boolean publishOnly() {
        return options.scenario().equals("publish");
    }

    private Edit last() {
        return Edit.random(new Random(options.seed()), Edit.Fault.NONE);
    }

    private static Function<Random, List<Fault>> once(Database database) {
        AtomicBoolean done = new AtomicBoolean();
        return random -> done.getAndSet(true) ? List.of() : database.once(random);
    }

    private void report(List<Strand> strands, Ground ground) {
        Map<String, Long> faults = new TreeMap<>();
        strands.forEach(strand -> strand.counts().forEach((kind, count) -> faults.merge(kind, count.sum(), Long::sum)));
        say.line("faults: "
                + faults.entrySet().stream()
                        .map(fault -> fault.getKey() + " " + fault.getValue())
                        .collect(Collectors.joining(", ")));
        say.line(ground.publisher().report() + "; edits that made orders at the ERP "
                + ground.receivers().edits());
        int failedStarts = ground.hubs().stream().mapToInt(Hub::failedStarts).sum();
        if (failedStarts > 0) {
            say.line("%d starts of a hub gave up and were repeated".formatted(failedStarts));
        }
    }
}
