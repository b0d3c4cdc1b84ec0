package dev.waybill.cli;

import dev.waybill.settings.UnreadableSettingsAnalyzer;
import java.io.PrintWriter;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/waybill} with its commands. Without one it is the hub. */
@Command(
        name = "waybill",
        description = {
            "Without a command: starts the hub; further arguments are settings, such as --waybill.listener.port=80.",
            "With a command: works on a folder of routes, and starts nothing."
        },
        subcommands = {
            CheckCommand.class,
            TestCommand.class,
            PlanCommand.class,
            PublishCommand.class,
            RollbackCommand.class,
            CanaryCommand.class,
            RevisionsCommand.class,
            ConnectionsCommand.class,
            SchemaCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  nothing was found, or it was done",
            "  1  there are findings, or it was refused",
            "  2  the command could not run"
        })
public final class WaybillCommand implements Runnable {

    static final int OK = 0;
    static final int FINDINGS = 1;
    static final int CANNOT_RUN = 2;

    private static final String HELP = "--help";

    @Spec
    private CommandSpec spec;

    /** True if these arguments are a command's, and not the settings of a hub. */
    public static boolean isCommand(String... arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("-") || arguments[0].equals(HELP));
    }

    /** Runs the command in a process of its own, whose output is that of the command alone. Returns its exit code. */
    public static int run(String... arguments) {
        LoggingSystem.get(WaybillCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new WaybillCommand())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    err.println(sentence(e));
                    return CANNOT_RUN;
                })
                .setUsageHelpAutoWidth(true)
                .execute(arguments[0].equals(HELP) ? new String[] {"help"} : arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    private static String sentence(Exception e) {
        if (e instanceof MarkedYAMLException unreadable) {
            return UnreadableSettingsAnalyzer.sentence(unreadable);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
