package dev.waybill.cli;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.CandidateFault;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.candidate.OfflineHub;
import dev.waybill.check.CheckBundle;
import dev.waybill.routes.Finding;
import dev.waybill.routes.SourceFile;
import dev.waybill.routetests.ReadRouteTests;
import dev.waybill.routetests.ReadRouteTests.RouteTests;
import dev.waybill.routetests.RouteTestReport;
import dev.waybill.routetests.RunRouteTests;
import dev.waybill.routetests.RunRouteTests.NewBody;
import dev.waybill.routetests.RunRouteTests.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the tests in a folder of routes: the files whose name ends with .test.yaml.",
            "Each sends an event through the routes; requests, mails and files are recorded, and none goes out."
        })
final class TestCommand implements Callable<Integer> {

    @Mixin
    private FolderParameter folder = new FolderParameter();

    @Option(names = "--update", description = "writes each body that differs into the body-file that it differs from")
    private boolean update;

    @Option(names = "--junit", paramLabel = "FILE", description = "writes the results as JUnit's XML too")
    private @Nullable Path junit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Bundle bundle = folder.bundle();
        RouteTests tests = ReadRouteTests.of(bundle);
        if (!tests.findings().isEmpty()) {
            tests.findings().forEach(out::println);
            return WaybillCommand.FINDINGS;
        }
        if (tests.tests().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no test: no file ends with %s.".formatted(folder, ReadRouteTests.TESTS));
        }
        List<Result> results;
        try {
            results = run(bundle, tests);
        } catch (CandidateFault e) { // names no file: the check does
            List<Finding> errors = CheckBundle.withSettingsHere().findings(bundle).stream()
                    .filter(Finding::isError)
                    .toList();
            if (errors.isEmpty()) {
                throw e;
            }
            errors.forEach(out::println);
            return WaybillCommand.FINDINGS;
        }
        out.println(RouteTestReport.inWords(results));
        if (junit != null) {
            Files.writeString(SourceFile.here().resolve(junit), RouteTestReport.asJUnit(results));
        }
        if (update) {
            for (Result result : results) {
                for (NewBody body : result.bodies()) {
                    out.println("wrote " + write(bundle, body));
                }
            }
        }
        return results.stream().allMatch(Result::passed) ? WaybillCommand.OK : WaybillCommand.FINDINGS;
    }

    private static List<Result> run(Bundle bundle, RouteTests tests) throws InterruptedException {
        try (ConfigurableApplicationContext hub = OfflineHub.start("--logging.level.root=off")) {
            return RunRouteTests.all(bundle, tests, new CandidateHub(hub, System::getenv), hub.getEnvironment());
        }
    }

    private static Path write(Bundle bundle, NewBody body) throws IOException {
        Path file = bundle.folder().resolve(body.path()).normalize();
        if (!file.startsWith(bundle.folder())) {
            throw new IOException("%s lies outside %s".formatted(file, bundle.folder()));
        }
        Files.createDirectories(file.getParent());
        return Files.write(file, body.body());
    }
}
