package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs wrk: a closed loop, so that its rate is what the other side can take. */
final class Wrk {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESULT = "RESULT ";

    /**
     * The counts of wrk; latencies in microseconds.
     *
     * @param requests that were answered, whatever the answer
     * @param refused of these, with a status above 399
     * @param broken connections refused, reset or closed
     */
    record Result(long requests, long micros, long refused, long broken, long timeouts, long p50, long p99, long p999) {

        long accepted() {
            return requests - refused;
        }

        double perSecond() {
            return accepted() * 1e6 / micros;
        }
    }

    private Wrk() {}

    static Result run(Contestant contestant, Path bodies, int connections, Duration time)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "wrk",
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + time.toSeconds() + "s",
                "--timeout=10s",
                "--script=bench/wrk.lua",
                contestant.webhooks().toString());
        builder.environment().put("BODIES", bodies.toString());
        Process wrk = Children.start(builder.redirectErrorStream(true));
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor(10, TimeUnit.SECONDS);
        List<String> results =
                output.lines().filter(line -> line.startsWith(RESULT)).toList();
        if (results.isEmpty()) {
            throw new IllegalStateException("wrk gave no result for %s:\n%s".formatted(contestant.name(), output));
        }
        return JSON.readValue(results.getFirst().substring(RESULT.length()), Result.class);
    }
}
