package dev.waybill.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a published revision live on all hubs again. A canary ends with it.",
            "Exits with 1 if the hub refuses it, or if a hub can't follow."
        })
final class RollbackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "N", description = "the number of the revision")
    private int number;

    @Mixin
    private RevisionOptions options = new RevisionOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.send(
                "/api/revisions/%d/live".formatted(number), spec.commandLine().getOut());
    }
}
