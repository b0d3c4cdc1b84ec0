package dev.waybill.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A run: what every scenario begins with, ends with and is judged by. */
abstract class Scenario {

    static final Duration UNTIL_ANSWERED = Duration.ofMinutes(2);
    private static final Duration UNTIL_QUIET = Duration.ofMinutes(6);

    final Options options;
    final Say say;
    final Path out;
    private final Path data;
    private final long started = System.nanoTime();

    /**
     * @param data for what needs no keeping
     * @param out for journals and logs
     */
    Scenario(Options options, Say say, Path data, Path out) {
        this.options = options;
        this.say = say;
        this.data = data;
        this.out = out;
    }

    /** The settings of the hubs beside the common ones. */
    abstract Map<String, String> settings();

    /** Runs to its end. @return whether it went as it should, apart from what the verifier says */
    abstract boolean play(Ground ground, Courier courier, DatabaseDesk desk)
            throws IOException, InterruptedException, SQLException;

    /** @return whether all is proven */
    final boolean go() throws IOException, InterruptedException, SQLException {
        Map<String, String> settings = common();
        settings.putAll(settings());
        try (Journal acknowledged = new Journal(out.resolve(Evidence.ACKNOWLEDGED));
                Journal arrivals = new Journal(out.resolve(Evidence.ARRIVALS));
                Ground ground = Ground.prepare(options, settings, data, out, arrivals, this::clock)) {
            DatabaseDesk desk = new DatabaseDesk(ground.database());
            say.line("%d hubs are ready on PostgreSQL %s; lease %s; logs in %s"
                    .formatted(options.hubs(), desk.version(), settings.get("WAYBILL_NODE_LEASE"), out));
            boolean played = play(ground, new Courier(ground.hubs(), acknowledged, this::clock), desk);
            boolean quiet = awaitQuiet(desk);
            Findings findings = Verifier.verify(Evidence.read(out, desk.inbox(), desk.ledger(), desk.fenced()));
            findings.sentences().forEach(say::line);
            say.line("seed %d: %s".formatted(options.seed(), findings.line()));
            return played && quiet && findings.proven();
        }
    }

    /** ms since the run began. */
    final long clock() {
        return (System.nanoTime() - started) / 1_000_000;
    }

    /** Says what is wrong if it is not so. @return whether it is so */
    final boolean expect(boolean so, String otherwise) {
        if (!so) {
            say.line("FAILED: " + otherwise);
        }
        return so;
    }

    final boolean awaitQuiet(DatabaseDesk desk) throws InterruptedException, SQLException {
        long begun = System.nanoTime();
        while (desk.open() > 0) {
            if (System.nanoTime() - begun > UNTIL_QUIET.toNanos()) {
                return expect(false, "not quiet after %d s:\n%s".formatted(UNTIL_QUIET.toSeconds(), desk.stuck()));
            }
            Thread.sleep(500);
        }
        say.line("quiet after %.0f s".formatted((System.nanoTime() - begun) / 1e9));
        return true;
    }

    private static Map<String, String> common() {
        Map<String, String> settings = new HashMap<>();
        settings.put("JAVA_TOOL_OPTIONS", String.join(" ", quickStart().toList()));
        settings.put("WAYBILL_NODE_LEASE", "9s");
        settings.put("WAYBILL_OUTBOX_BACKOFF_MOST", "3s");
        settings.put("WAYBILL_OUTBOX_LONGEST_RETRY_AFTER", "3s");
        settings.put("WAYBILL_OUTBOX_ATTEMPT_TIMEOUT", "6s");
        settings.put("WAYBILL_OUTBOX_CIRCUIT_PROBE_MOST", "3s");
        settings.put("WAYBILL_ROUTING_BACKOFF_MOST", "3s");
        settings.put("CAMEL_COMPONENT_HTTP_RESPONSE_TIMEOUT", "3000");
        return settings;
    }

    /** Hubs are killed all the time: they start sooner with less compiling, and with their classes' archive if there is one. */
    private static Stream<String> quickStart() {
        Path archive = Path.of(System.getProperty("waybill.jar")).resolveSibling("waybill.jsa");
        return Stream.concat(
                Stream.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Files.exists(archive) ? Stream.of("-XX:SharedArchiveFile=" + archive) : Stream.of());
    }
}
