package dev.waybill.revision;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.CandidateFault;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.check.CheckBundle;
import dev.waybill.revision.RevisionAnswer.Failing;
import dev.waybill.revision.RevisionAnswer.Refused;
import dev.waybill.revision.RevisionAnswer.Wrong;
import dev.waybill.routes.Finding;
import dev.waybill.routetests.OneAtATime;
import dev.waybill.routetests.ReadRouteTests;
import dev.waybill.routetests.ReadRouteTests.RouteTests;
import dev.waybill.routetests.RouteTestReport;
import dev.waybill.routetests.RunRouteTests;
import dev.waybill.routetests.RunRouteTests.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Checks a bundle that was sent and runs its tests, one bundle at a time on this hub, within a time limit. */
final class ProveBundle {

    private static final String BUSY = "Another bundle is being checked on this hub. Try again in a moment.";

    /**
     * The outcome.
     *
     * @param tests the number of tests that passed
     * @param fault the answer to its author if it does not hold; null if it does
     */
    record Proof(int tests, @Nullable RevisionAnswer fault) {}

    private final ApplicationContext hub;
    private final Duration limit;
    private final OneAtATime turns;

    ProveBundle(ApplicationContext hub, Duration limit) {
        this.hub = hub;
        this.limit = limit;
        this.turns = new OneAtATime("proves a bundle", Duration.ZERO, limit);
    }

    Proof of(Bundle bundle) {
        try {
            return turns.run(() -> prove(bundle));
        } catch (OneAtATime.Taken e) {
            return new Proof(0, new Refused(BUSY));
        } catch (TimeoutException e) {
            return new Proof(
                    0,
                    new Refused("Its check and tests did not end within %d s on this hub; nothing is published."
                            .formatted(limit.toSeconds())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Proof(0, new Refused("The hub is stopping; nothing is published."));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CandidateFault fault) {
                return new Proof(0, new Refused("Its routes can't be made: " + fault.getMessage()));
            }
            throw new IllegalStateException("The check of a bundle failed", e.getCause());
        }
    }

    private Proof prove(Bundle bundle) throws InterruptedException {
        List<Finding> findings = CheckBundle.with(hub.getEnvironment()).findings(bundle);
        if (findings.stream().anyMatch(Finding::isError)) {
            return new Proof(0, new Wrong(findings));
        }
        RouteTests tests = ReadRouteTests.of(bundle);
        if (!tests.findings().isEmpty()) {
            return new Proof(0, new Wrong(tests.findings()));
        }
        if (tests.tests().isEmpty()) {
            return new Proof(0, null);
        }
        CandidateHub beside =
                new CandidateHub(hub, System::getenv).withoutSecrets().withoutFiles();
        List<Result> results = RunRouteTests.all(bundle, tests, beside, hub.getEnvironment());
        return results.stream().allMatch(Result::passed)
                ? new Proof(results.size(), null)
                : new Proof(0, new Failing(RouteTestReport.inWords(results)));
    }
}
