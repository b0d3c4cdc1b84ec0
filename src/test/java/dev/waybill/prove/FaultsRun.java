package dev.waybill.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The main scenario: a provider sends while everything goes wrong, then all heals, and what is left is judged. */
final class FaultsRun {

    private static final Duration UNTIL_ANSWERED = Duration.ofMinutes(2);
    private static final Duration UNTIL_QUIET = Duration.ofMinutes(5);

    private final Options options;
    private final Say say;
    private final Path data;
    private final Path out;
    private final Duration lease;
    private final long started = System.nanoTime();

    /**
     * @param data for what needs no keeping
     * @param out for journals and logs
     */
    FaultsRun(Options options, Say say, Path data, Path out) {
        this.options = options;
        this.say = say;
        this.data = data;
        this.out = out;
        // every third seed has the defaults, the others a shorter lease and so more faults a minute
        this.lease = Duration.ofSeconds(options.seed() % 3 == 0 ? 9 : 3);
    }

    /** @return whether all is proven */
    boolean go() throws IOException, InterruptedException, SQLException {
        try (Journal acknowledged = new Journal(out.resolve(Evidence.ACKNOWLEDGED));
                Journal arrivals = new Journal(out.resolve(Evidence.ARRIVALS));
                Journal diary = new Journal(out.resolve("faults.tsv"));
                Ground ground = Ground.prepare(options, settings(), data, out, arrivals, this::clock)) {
            say.line("%d hubs are ready on PostgreSQL %s; lease %d s; logs in %s"
                    .formatted(options.hubs(), ground.database().version(), lease.toSeconds(), out));
            Provider provider = new Provider(
                    ground.hubs(),
                    new MarkedOrders(options.seed()),
                    acknowledged,
                    this::clock,
                    new Pace(options.rate()),
                    options.seed());
            Operator operator = new Operator(ground.hubs(), options.seed());
            List<Strand> strands = strands(ground, diary);
            long begun = System.nanoTime();
            provider.start();
            operator.start();
            strands.forEach(Strand::start);
            boolean enough = runItsLength(provider);
            double seconds = (System.nanoTime() - begun) / 1e9;
            int sent = provider.acknowledged();
            say.line("%d acknowledged in %.0f s (%.0f/s), %d tries were not; everything heals"
                    .formatted(sent, seconds, sent / seconds, provider.refused()));
            provider.windUp();
            ground.heal();
            for (Strand strand : strands) {
                strand.join();
            }
            boolean answered = provider.finish(UNTIL_ANSWERED);
            for (Hub hub : ground.hubs()) {
                hub.awaitReady();
            }
            DatabaseDesk desk = new DatabaseDesk(ground.database());
            boolean quiet = awaitQuiet(desk);
            operator.end();
            report(strands, operator, ground);
            Findings findings = Verifier.verify(Evidence.read(out, desk.inbox(), desk.ledger(), desk.fenced()));
            return judge(findings, enough, answered, quiet);
        }
    }

    private boolean runItsLength(Provider provider) throws InterruptedException {
        long length = options.length().toNanos();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < length
                || provider.acknowledged() < options.events() && System.nanoTime() - begun < 3 * length) {
            Thread.sleep(200);
        }
        return provider.acknowledged() >= options.events();
    }

    private boolean awaitQuiet(DatabaseDesk desk) throws InterruptedException, SQLException {
        long begun = System.nanoTime();
        while (desk.open() > 0) {
            if (System.nanoTime() - begun > UNTIL_QUIET.toNanos()) {
                say.line("NOT QUIET after %d s:\n%s".formatted(UNTIL_QUIET.toSeconds(), desk.stuck()));
                return false;
            }
            Thread.sleep(500);
        }
        say.line("quiet after %.0f s".formatted((System.nanoTime() - begun) / 1e9));
        return true;
    }

    private List<Strand> strands(Ground ground, Journal diary) {
        Script script = new Script(options.hubs(), lease);
        Consumer<Fault> note = fault -> diary.add(clock() + "\t" + fault);
        long seed = options.seed() * 7;
        return List.of(
                new Strand(ground, script::hubFaults, seed, 5_000, note),
                new Strand(ground, script::databaseFaults, seed + 1, 6_000, note),
                new Strand(ground, script::destinationFaults, seed + 2, 2_000, note));
    }

    private void report(List<Strand> strands, Operator operator, Ground ground) {
        Map<String, Long> faults = new TreeMap<>();
        strands.forEach(strand -> strand.counts().forEach((kind, count) -> faults.merge(kind, count.sum(), Long::sum)));
        say.line("faults: "
                + faults.entrySet().stream()
                        .map(fault -> fault.getKey() + " " + fault.getValue())
                        .collect(Collectors.joining(", ")));
        say.line("the operator replayed %d; %d starts of a hub gave up and were repeated"
                .formatted(
                        operator.replays(),
                        ground.hubs().stream().mapToInt(Hub::failedStarts).sum()));
    }

    private boolean judge(Findings findings, boolean enough, boolean answered, boolean quiet) {
        findings.sentences().forEach(say::line);
        if (!enough) {
            say.line("FAILED: fewer than %d events were acknowledged".formatted(options.events()));
        }
        if (!answered) {
            say.line("FAILED: what was sent was still not answered, long after everything had healed");
        }
        say.line("seed %d: %s".formatted(options.seed(), findings.line()));
        return findings.proven() && enough && answered && quiet;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("JAVA_TOOL_OPTIONS", quickStart());
        settings.put("WAYBILL_NODE_LEASE", lease.toSeconds() + "s");
        settings.put("WAYBILL_NODE_HEARTBEAT", lease.toSeconds() / 3 + "s");
        settings.put("WAYBILL_OUTBOX_BACKOFF_MOST", "3s");
        settings.put("WAYBILL_OUTBOX_LONGEST_RETRY_AFTER", "3s");
        settings.put("WAYBILL_OUTBOX_ATTEMPT_TIMEOUT", "6s");
        settings.put("WAYBILL_OUTBOX_MAX_ATTEMPTS", "12");
        settings.put("WAYBILL_ROUTING_BACKOFF_MOST", "3s");
        settings.put("CAMEL_COMPONENT_HTTP_RESPONSE_TIMEOUT", "3000");
        return settings;
    }

    /** Hubs are killed for a living here: they start sooner with less compiling, and with their classes' archive if there is one. */
    private static String quickStart() {
        Path archive = Path.of(System.getProperty("waybill.jar")).resolveSibling("waybill.jsa");
        return "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                + (Files.exists(archive) ? " -XX:SharedArchiveFile=" + archive : "");
    }

    private long clock() {
        return (System.nanoTime() - started) / 1_000_000;
    }
}
