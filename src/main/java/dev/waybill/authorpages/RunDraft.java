package dev.waybill.authorpages;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.CandidateFault;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.check.CheckBundle;
import dev.waybill.pages.PageProblem.Busy;
import dev.waybill.routes.Finding;
import dev.waybill.routetests.OneAtATime;
import dev.waybill.routetests.ReadRouteTests;
import dev.waybill.routetests.ReadRouteTests.RouteTests;
import dev.waybill.routetests.RunRouteTests;
import dev.waybill.routetests.RunRouteTests.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Checks and tests an edited bundle as {@code bin/waybill} does, one at a time. No call leaves the hub. */
final class RunDraft {

    private static final Duration WAIT = Duration.ofSeconds(10);

    /**
     * The result of the tests.
     *
     * @param error the reason why they were not run; null if they were
     */
    public record Tested(
            List<Result> results,
            List<Finding> findings,
            @Nullable String error) {}

    private final ApplicationContext hub;
    private final Duration limit;
    private final OneAtATime turns;

    /** @param limit the time for one check with all tests */
    RunDraft(ApplicationContext hub, Duration limit) {
        this.hub = hub;
        this.limit = limit;
        this.turns = new OneAtATime("checks a draft", WAIT, limit);
    }

    /** @throws Busy if others run, or it takes too long */
    List<Finding> check(Bundle bundle) throws InterruptedException {
        return inTurn(() -> findings(bundle));
    }

    /**
     * Runs the tests of the bundle, unless it has mistakes.
     *
     * @throws Busy if others run, or they take too long
     */
    Tested test(Bundle bundle) throws InterruptedException {
        return inTurn(() -> {
            List<Finding> findings = findings(bundle);
            if (findings.stream().anyMatch(Finding::isError)) {
                return new Tested(List.of(), findings, "No test was run: the check found mistakes.");
            }
            RouteTests tests = ReadRouteTests.of(bundle);
            if (!tests.findings().isEmpty()) {
                List<Finding> all = new ArrayList<>(findings);
                all.addAll(tests.findings());
                return new Tested(List.of(), all, "No test was run: the test files have mistakes.");
            }
            if (tests.tests().isEmpty()) {
                return new Tested(List.of(), findings, null);
            }
            CandidateHub beside =
                    new CandidateHub(hub, System::getenv).withoutSecrets().withoutFiles();
            try {
                return new Tested(RunRouteTests.all(bundle, tests, beside, hub.getEnvironment()), findings, null);
            } catch (CandidateFault e) {
                return new Tested(List.of(), findings, "The routes can't be made: " + e.getMessage());
            }
        });
    }

    private List<Finding> findings(Bundle bundle) {
        return CheckBundle.with(hub.getEnvironment()).findings(bundle);
    }

    private <T> T inTurn(Callable<T> run) throws InterruptedException {
        try {
            return turns.run(run);
        } catch (OneAtATime.Taken e) {
            throw new Busy("Another check or test runs on this hub. Try again in a moment.");
        } catch (TimeoutException e) {
            throw new Busy(
                    "It did not end within %d s on this hub. Does a mapping never end?".formatted(limit.toSeconds()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The check of an edited bundle failed", e.getCause());
        }
    }
}
