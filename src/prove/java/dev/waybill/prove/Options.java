package dev.waybill.prove;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run.
 *
 * @param events at least so many are acknowledged
 * @param rate events a second that the provider offers
 * @param oldest whether PostgreSQL is the oldest one that is supported
 * @param kafka whether three brokers of Kafka buffer webhooks before the inbox
 * @param publications how many an author makes beside the webhooks
 * @param out where journals and logs stay; null: nowhere
 */
record Options(
        String scenario,
        long seed,
        Duration length,
        int hubs,
        int events,
        double rate,
        boolean oldest,
        boolean standby,
        boolean kafka,
        int publications,
        @Nullable Path out) {

    static final String USAGE = """
        bench/prove [--scenario faults|publish|author|stuck|outage] [--seed N] [--minutes M] [--hubs N] [--events N] [--rate N]
                    [--postgres bundled|oldest] [--standby] [--kafka] [--publications N] [--out DIR]\
        """;

    private static final Set<String> NAMES = Set.of(
            "--scenario",
            "--seed",
            "--minutes",
            "--hubs",
            "--events",
            "--rate",
            "--postgres",
            "--out",
            "--publications");

    static Options parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        boolean standby = false;
        boolean kafka = false;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--standby")) {
                standby = true;
            } else if (arguments[i].equals("--kafka")) {
                kafka = true;
            } else if (NAMES.contains(arguments[i]) && i + 1 < arguments.length) {
                given.put(arguments[i], arguments[++i]);
            } else {
                throw new IllegalArgumentException("Not understood: " + arguments[i]);
            }
        }
        String scenario = oneOf(given, "--scenario", "faults", "publish", "author", "stuck", "outage");
        boolean author = scenario.equals("author");
        return new Options(
                scenario,
                given.containsKey("--seed")
                        ? Long.parseLong(given.get("--seed"))
                        : ThreadLocalRandom.current().nextInt(1_000_000),
                Duration.ofSeconds(Math.round(60 * number(given, "--minutes", author ? 0.5 : 5))),
                (int) number(given, "--hubs", 3),
                (int) number(given, "--events", scenario.equals("outage") ? 50_000 : author ? 10_000 : 20_000),
                number(given, "--rate", author ? 500 : 120),
                oneOf(given, "--postgres", "bundled", "oldest").equals("oldest"),
                standby,
                kafka,
                (int) number(given, "--publications", 100),
                given.containsKey("--out") ? Path.of(given.get("--out")) : null);
    }

    private static String oneOf(Map<String, String> given, String name, String... values) {
        String value = given.getOrDefault(name, values[0]);
        if (!Set.of(values).contains(value)) {
            throw new IllegalArgumentException(name + " is one of " + String.join(", ", values));
        }
        return value;
    }

    private static double number(Map<String, String> given, String name, double standard) {
        double value = given.containsKey(name) ? Double.parseDouble(given.get(name)) : standard;
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive");
        }
        return value;
    }
}
