package dev.waybill.siege;

import dev.waybill.prove.Ports;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Two hubs, one of them behind TLS, phase after phase of strangers, and honest webhooks beside them all along. */
final class SiegeRun {

    private static final int HONEST_PER_SECOND = 50;
    private static final double WARM_UP_SECONDS = 3;
    private static final int WARM_UPS = 8;
    private static final long UNTIL_CALM_SECONDS = 60;

    private final Report report;
    private final Promises promises;
    private final Path folder;
    private final List<String> broken = new ArrayList<>();
    private int round;

    SiegeRun(Report report, Promises promises, Path folder) {
        this.report = report;
        this.promises = promises;
        this.folder = folder;
    }

    /**
     * @param phases made from the port of a hub's console
     * @return the promises that were broken, a sentence each
     */
    List<String> go(Function<Integer, List<Phase>> phases, long seed) throws Exception {
        int clearConsole = Ports.free();
        List<Phase> all = new ArrayList<>(phases.apply(clearConsole));
        Collections.shuffle(all, new Random(seed));
        List<Phase> inTls = all.stream().filter(Phase::tls).toList();
        all.removeAll(inTls);
        report.head();
        if (!all.isEmpty()) {
            try (Stronghold hub = new Stronghold(clearConsole, folder.resolve("clear.log"), null).awaitReady()) {
                besiege(hub, all);
            }
        }
        if (!inTls.isEmpty()) {
            SelfSigned certificate = SelfSigned.in(folder);
            int console = Ports.free();
            try (Stronghold hub = new Stronghold(console, folder.resolve("tls.log"), certificate).awaitReady()) {
                besiege(hub, inTls);
            }
        }
        return broken;
    }

    private void besiege(Stronghold hub, List<Phase> phases) throws Exception {
        Vitals before = warmUp(hub);
        for (Phase phase : phases) {
            Course course = course(hub, phase.name(), phase.seconds(), phase.attacks());
            List<String> found = promises.broken(course);
            report.phase(course, found);
            found.forEach(promise -> broken.add(phase.name() + ": " + promise));
            if (!course.lives() || !isWell(hub)) {
                broken.add(phase.name() + ": The hub was beyond help and was replaced.");
                report.line("    BROKEN: beyond help; another hub takes its place");
                hub.replace();
                before = warmUp(hub);
            }
        }
        expectCalm(hub, before);
    }

    /** Honest webhooks alone, until a hub that has just started is far from breaking a promise by itself. */
    private Vitals warmUp(Stronghold hub) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            Course course = course(hub, "warm-up", WARM_UP_SECONDS, List.of());
            report.phase(course, List.of());
            if (course.latency(0.99).compareTo(promises.slowest().dividedBy(4)) < 0) {
                break;
            }
        }
        return hub.vitals();
    }

    private Course course(Stronghold hub, String name, double seconds, List<Attack> attacks) throws Exception {
        Metrics before = scraped(hub);
        long lines = hub.logLines();
        String keys = "siege-%d-".formatted(++round);
        Honest honest;
        Probes probes;
        Tally tally;
        Vitals most;
        try (Watch watch = Watch.over(hub)) {
            try (Honest provider = hub.provider(keys, HONEST_PER_SECOND);
                    Probes orchestrator = Probes.start(hub.consolePort());
                    Horde horde = Horde.send(attacks, hub.targets())) {
                honest = provider;
                probes = orchestrator;
                tally = horde.tally();
                LockSupport.parkNanos(Math.round(seconds * TimeUnit.SECONDS.toNanos(1)));
            }
            most = watch.most();
        }
        Metrics after = scraped(hub);
        Course course = new Course(
                name,
                honest.answers(),
                probes.asked(),
                probes.lost(),
                most,
                after.heap(),
                after.direct(),
                hub.logLines() - lines,
                hub.lives(),
                tally.opened(),
                tally.answers(),
                after.refusalsSince(before));
        expectStored(hub, name, keys, course);
        return course;
    }

    /** Every acknowledged webhook is stored once, and every other at most once. */
    private void expectStored(Stronghold hub, String name, String keys, Course course) throws SQLException {
        long stored = hub.stored(keys);
        long acknowledged = course.good();
        if (stored < acknowledged || stored > course.answers().size()) {
            broken.add("%s: %d webhooks were acknowledged and %d are stored.".formatted(name, acknowledged, stored));
        }
    }

    private void expectCalm(Stronghold hub, Vitals before) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(UNTIL_CALM_SECONDS);
        Vitals after = hub.vitals();
        while (!Promises.calm(before, after) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            after = hub.vitals();
        }
        report.line("before %s, after %s".formatted(before, after));
        if (!Promises.calm(before, after)) {
            broken.add("The hub did not become calm again: before %s, after %s.".formatted(before, after));
        }
        if (!isWell(hub)) {
            broken.add("After it all a webhook was not accepted.");
        }
    }

    /** Whether a webhook is accepted now. */
    private boolean isWell(Stronghold hub) throws InterruptedException {
        if (!hub.lives()) {
            return false;
        }
        Honest one = hub.provider("siege-%d-".formatted(++round), 10);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        one.close();
        return !one.answers().isEmpty() && one.answers().stream().allMatch(Honest.Answer::good);
    }

    private static Metrics scraped(Stronghold hub) throws InterruptedException {
        Metrics metrics = hub.metrics();
        return metrics == null ? new Metrics(Map.of()) : metrics;
    }
}
