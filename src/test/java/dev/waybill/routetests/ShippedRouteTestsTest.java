package dev.waybill.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.candidate.OfflineHub;
import dev.waybill.routetests.ReadRouteTests.RouteTests;
import dev.waybill.routetests.RunRouteTests.Result;
import dev.waybill.sources.EventParts;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;

/** The tests that stand beside the routes that we ship, as {@code bin/waybill test} runs them. */
class ShippedRouteTestsTest {

    private static final Bundle BUNDLE = ReadBundle.from(Path.of("routes"));

    private static ConfigurableApplicationContext hub;
    private static Candidate candidate;

    @BeforeAll
    static void make() {
        hub = OfflineHub.start();
        candidate = Candidate.of(BUNDLE, new CandidateHub(hub, System::getenv));
    }

    @AfterAll
    static void end() {
        candidate.close();
        hub.close();
    }

    @TestFactory
    Stream<DynamicTest> the_shipped_routes_pass_their_tests() {
        RouteTests tests = ReadRouteTests.of(BUNDLE);
        assertThat(tests.findings()).isEmpty();
        assertThat(tests.tests()).hasSizeGreaterThan(10);
        RunRouteTests run =
                new RunRouteTests(candidate, BUNDLE, source -> EventParts.in(new StandardEnvironment(), source));
        return tests.tests().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.name(),
                        URI.create("file:" + Path.of(test.at().file()).toAbsolutePath()),
                        () -> {
                            Result result = run.run(test);
                            assertThat(result.passed())
                                    .as(RouteTestReport.inWords(List.of(result)))
                                    .isTrue();
                        }));
    }
}
