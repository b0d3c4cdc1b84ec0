package dev.waybill.routetests;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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

    /** README's example, in its file and in all branches, as a newcomer adds it. */
    @Test
    void one_destination_more_breaks_no_shipped_test() throws Exception {
        Map<String, byte[]> files = new TreeMap<>(BUNDLE.files());
        Matcher example = Pattern.compile("(?s)```yaml\n(- templatedRoute:\n.*?)```")
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        files.put("crm.camel.yaml", example.group(1).getBytes(UTF_8));
        files.computeIfPresent(
                "covver-events.camel.yaml",
                (path, text) -> new String(text, UTF_8)
                        .replaceAll("(?m)^( *)- to:\n *uri: outbox:erp$", "$1- to: {uri: outbox:crm}\n$0")
                        .getBytes(UTF_8));
        Bundle more = new Bundle(BUNDLE.folder(), files);
        RouteTests tests = ReadRouteTests.of(more);
        try (Candidate beside = Candidate.of(more, new CandidateHub(hub, System::getenv))) {
            RunRouteTests run =
                    new RunRouteTests(beside, more, source -> EventParts.in(new StandardEnvironment(), source));
            List<Result> results = new ArrayList<>();
            for (RouteTest test : tests.tests()) {
                results.add(run.run(test));
            }
            assertThat(RouteTestReport.inWords(results)).doesNotContain("expected");
            assertThat(results).isNotEmpty().allMatch(Result::passed);
            assertThat(beside.route(RunRouteTests.event("covver", null, "OrderPlaced", "{}".getBytes(UTF_8))))
                    .asString()
                    .contains("crm");
        }
    }
}
