package dev.waybill.bench;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The duration of an answer at a rate that the sender keeps up whatever happens; here every answer is waited for. */
final class Latency {

    static final String BARE_COMMIT = "bare commit";
    private static final int CONNECTIONS = 256;

    private final Vertx vertx;
    private final List<LatencyRun> runs = new ArrayList<>();

    Latency(Vertx vertx) {
        this.vertx = vertx;
    }

    List<LatencyRun> runs() {
        return runs;
    }

    void measure(Contestant contestant, int perSecond, Duration time) throws InterruptedException {
        long before = contestant.stored();
        try (Sender sender = new Sender(vertx, CONNECTIONS, contestant)) {
            Shooter shooter = number -> sender.post(number, SignedBodies.random(Plan.SMALL_BODY));
            OpenLoop.Result result = OpenLoop.run(perSecond, time, shooter, Pace.REAL);
            String voided = contestant.verdict(result.accepted(), before, result.failed() + result.unanswered());
            add(contestant.name(), perSecond, result, voided);
        }
    }

    void measure(BareCommit commit, int perSecond, Duration time) throws InterruptedException {
        add(BARE_COMMIT, perSecond, OpenLoop.run(perSecond, time, commit, Pace.REAL), null);
    }

    private void add(String name, int perSecond, OpenLoop.Result result, @Nullable String voided) {
        LatencyRun run = new LatencyRun(
                name,
                perSecond,
                result.percentile(50),
                result.percentile(99),
                result.percentile(99.9),
                result.accepted(),
                result.failed(),
                result.unanswered(),
                voided);
        runs.add(run);
        Progress.say(
                "%-16s %,d/s offered: p50 %.2f ms, p99 %.2f ms, %d not 2xx, %d unanswered%s",
                name,
                perSecond,
                run.p50() / 1000,
                run.p99() / 1000,
                run.failed(),
                run.unanswered(),
                voided == null ? "" : "  VOID: " + voided);
    }
}
