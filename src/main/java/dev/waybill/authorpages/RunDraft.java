package dev.waybill.authorpages;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateFault;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.check.CheckBundle;
import dev.waybill.pages.PageProblem.Busy;
import dev.waybill.routes.Finding;
import dev.waybill.routetests.ReadRouteTests;
import dev.waybill.routetests.ReadRouteTests.RouteTests;
import dev.waybill.routetests.RouteTest;
import dev.waybill.routetests.RunRouteTests;
import dev.waybill.routetests.RunRouteTests.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Checks and tests an edited bundle as {@code bin/waybill} does, one at a time. No call leaves the hub. */
final class RunDraft {

    private static final int WAIT_SECONDS = 10;
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();

    /**
     * The result of the tests.
     *
     * @param error the reason why not all were run; null if all were
     */
    public record Tested(
            List<Result> results,
            List<Finding> findings,
            @Nullable String error) {}

    private interface Run<T> {
        T run() throws InterruptedException;
    }

    private final ApplicationContext hub;
    private final LongSupplier nanoTime;
    private final Semaphore turn = new Semaphore(1);

    RunDraft(ApplicationContext hub, LongSupplier nanoTime) {
        this.hub = hub;
        this.nanoTime = nanoTime;
    }

    List<Finding> check(Bundle bundle) throws InterruptedException {
        return inTurn(() -> CheckBundle.with(hub.getEnvironment()).findings(bundle));
    }

    /** Runs the tests of the bundle, unless it has mistakes. */
    Tested test(Bundle bundle) throws InterruptedException {
        return inTurn(() -> {
            List<Finding> findings = CheckBundle.with(hub.getEnvironment()).findings(bundle);
            if (findings.stream().anyMatch(Finding::isError)) {
                return new Tested(List.of(), findings, "No test was run: the check found mistakes.");
            }
            RouteTests tests = ReadRouteTests.of(bundle);
            if (!tests.findings().isEmpty()) {
                List<Finding> all = new ArrayList<>(findings);
                all.addAll(tests.findings());
                return new Tested(List.of(), all, "No test was run: the test files have mistakes.");
            }
            return run(bundle, tests, findings);
        });
    }

    private Tested run(Bundle bundle, RouteTests tests, List<Finding> findings) throws InterruptedException {
        CandidateHub beans = new CandidateHub(hub, name -> tests.environment().getOrDefault(name, System.getenv(name)))
                .withoutSecrets()
                .withoutFiles();
        List<Result> results = new ArrayList<>();
        long begun = nanoTime.getAsLong();
        try (Candidate candidate = Candidate.of(bundle, beans)) {
            RunRouteTests run = new RunRouteTests(candidate, bundle, this::groupPointer);
            for (RouteTest test : tests.tests()) {
                if (nanoTime.getAsLong() - begun > LONGEST) {
                    return new Tested(
                            results,
                            findings,
                            "Only %d of %d tests were run: they take longer than %d s."
                                    .formatted(
                                            results.size(),
                                            tests.tests().size(),
                                            Duration.ofNanos(LONGEST).toSeconds()));
                }
                results.add(run.run(test));
            }
            return new Tested(results, findings, null);
        } catch (CandidateFault e) {
            return new Tested(results, findings, "The routes can't be made: " + e.getMessage());
        }
    }

    private String groupPointer(String source) {
        return hub.getEnvironment().getProperty("waybill.sources.%s.group-pointer".formatted(source), "/data/id");
    }

    private <T> T inTurn(Run<T> run) throws InterruptedException {
        if (!turn.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new Busy("Another check or test runs on this hub.");
        }
        try {
            return run.run();
        } finally {
            turn.release();
        }
    }
}
