package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The webhooks a second that a contestant takes in a closed loop, and the cost of each. */
final class Accept {

    /** Wrk holds them in memory, and LuaJIT takes some hundred megabytes at most. */
    private static final int SMALL_BODIES = 16_384;

    private static final int LARGE_BODIES = 4_096;
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Server server;
    private final Path small;
    private final Path large;
    private final List<AcceptRun> runs = new ArrayList<>();

    Accept(Server server, Path folder) throws IOException {
        this.server = server;
        this.small = SignedBodies.write(folder.resolve("small"), SMALL_BODIES, Plan.SMALL_BODY);
        this.large = SignedBodies.write(folder.resolve("large"), LARGE_BODIES, Plan.LARGE_BODY);
    }

    List<AcceptRun> runs() {
        return runs;
    }

    void warmUp(Contestant contestant, Duration time) throws IOException, InterruptedException {
        Wrk.run(contestant, small, Plan.SOME_CONNECTIONS, time);
        settle(contestant);
    }

    AcceptRun measure(Contestant contestant, int bytes, int connections, Duration window)
            throws IOException, InterruptedException {
        long before = contestant.stored();
        Usage start = Usage.now(contestant, server);
        Wrk.Result wrk = Wrk.run(contestant, bytes == Plan.LARGE_BODY ? large : small, connections, window);
        settle(contestant);
        Usage used = Usage.now(contestant, server).since(start);
        long stored = contestant.stored() - before;
        String voided = contestant.verdict(wrk.accepted(), before, connections);
        AcceptRun run = new AcceptRun(
                contestant.name(),
                bytes,
                connections,
                wrk,
                stored,
                used,
                contestant.tree().residentMiB(),
                voided);
        runs.add(run);
        Progress.say(
                "%-16s %4d B %4d connections %,8.0f/s%s%s",
                run.contestant(),
                bytes,
                connections,
                run.perSecond(),
                voided == null ? "" : "  VOID: " + voided,
                trouble(wrk));
        return run;
    }

    /** Until what wrk has left behind is stored, and routed where events are routed: the next run has the machine alone. */
    private static void settle(Contestant contestant) throws InterruptedException {
        long deadline = System.nanoTime() + SETTLE.toNanos();
        long seen = -1;
        while (System.nanoTime() < deadline) {
            long stored = contestant.stored();
            if (stored == seen && contestant.unfinished() == 0) {
                return;
            }
            seen = stored;
            Thread.sleep(POLL);
        }
    }

    private static String trouble(Wrk.Result wrk) {
        return wrk.refused() + wrk.broken() + wrk.timeouts() == 0
                ? ""
                : "  %d not 2xx, %d broken, %d timeouts".formatted(wrk.refused(), wrk.broken(), wrk.timeouts());
    }
}
