package dev.waybill.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "canary",
        mixinStandardHelpOptions = true,
        description = "Decides on a revision that was published with --first.")
final class CanaryCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Command(name = "go-on", mixinStandardHelpOptions = true, description = "Makes it live for all events.")
    int goOn(@Mixin RevisionOptions options) throws IOException, InterruptedException {
        return options.send("/api/revisions/canary/on", spec.commandLine().getOut());
    }

    @Command(
            name = "back",
            mixinStandardHelpOptions = true,
            description = "Drops it. Its open deliveries run through the live revision then.")
    int back(@Mixin RevisionOptions options) throws IOException, InterruptedException {
        return options.send("/api/revisions/canary/back", spec.commandLine().getOut());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say go-on or back.");
    }
}
