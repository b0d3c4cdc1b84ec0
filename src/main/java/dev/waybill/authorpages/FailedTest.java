package dev.waybill.authorpages;

import dev.waybill.routetests.RunRouteTests.Result;
import java.util.List;

/** A test that failed, with each difference at its place. */
public record FailedTest(String name, List<Mark> failures) {

    static List<FailedTest> of(List<Result> results, Draft draft) {
        return results.stream()
                .filter(result -> !result.passed())
                .map(result -> new FailedTest(
                        result.test().name(),
                        result.failures().stream()
                                .map(failure -> Mark.of(failure, draft))
                                .toList()))
                .toList();
    }
}
