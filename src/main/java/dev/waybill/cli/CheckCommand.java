package dev.waybill.cli;

import dev.waybill.bundle.Bundle;
import dev.waybill.check.CheckBundle;
import dev.waybill.check.SettingsHere;
import dev.waybill.routes.Finding;
import dev.waybill.routes.FindingsAsJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Finds the mistakes in a folder of routes, all at once, each as path:line:column: sentence.",
            "Finds those in the settings of connections too.",
            "Needs no database, no port and no secret. A hub does the same before it starts."
        })
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private FolderParameter folder = new FolderParameter();

    @Option(names = "--strict", description = "counts warnings as errors")
    private boolean strict;

    @ArgGroup
    private Format format = new Format();

    static final class Format {

        @Option(names = "--json", description = "prints an object of JSON for each finding")
        private boolean json;

        @Option(names = "--sarif", description = "prints the findings as SARIF 2.1.0, as code reviews read it")
        private boolean sarif;
    }

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Bundle bundle = folder.bundle();
        List<Finding> findings = Stream.concat(
                        SettingsHere.findings().stream(), CheckBundle.withSettingsHere().findings(bundle).stream())
                .sorted(Finding.BY_PLACE)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (format.sarif) {
            out.println(FindingsAsSarif.of(findings));
        } else if (format.json) {
            findings.forEach(each -> out.println(FindingsAsJson.of(each)));
        } else {
            findings.forEach(each -> out.println(each.isError() ? each.toString() : "%s [warning]".formatted(each)));
            out.println(count(findings, bundle));
        }
        out.flush();
        return findings.stream().anyMatch(each -> strict || each.isError())
                ? WaybillCommand.FINDINGS
                : WaybillCommand.OK;
    }

    private static String count(List<Finding> findings, Bundle bundle) {
        long errors = findings.stream().filter(Finding::isError).count();
        return "%s, %s in %s"
                .formatted(
                        counted(errors, "error"),
                        counted(findings.size() - errors, "warning"),
                        counted(bundle.files().size(), "file"));
    }

    private static String counted(long number, String thing) {
        return "%d %s%s".formatted(number, thing, number == 1 ? "" : "s");
    }
}
