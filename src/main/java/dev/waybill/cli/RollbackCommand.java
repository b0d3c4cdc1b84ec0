package dev.waybill.cli;

import java.io.IOException;
import java.io.PrintWriter;
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
        PrintWriter out = spec.commandLine().getOut();
        int code = options.send("/api/revisions/%d/live".formatted(number), out);
        if (code == WaybillCommand.OK) {
            out.println("A folder with the edit keeps it: take it back there too, before the next publication.");
        }
        return code;
    }
}
