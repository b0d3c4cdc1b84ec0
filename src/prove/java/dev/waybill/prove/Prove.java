package dev.waybill.prove;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** {@code bench/prove}: runs a scenario and exits 0 if all is proven, 1 if not, 2 if it was told something odd. */
public final class Prove {

    private Prove() {}

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        // what falls over here is meant to, and the hubs have logs of their own
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        System.exit(run(options, new Say(System.out)) ? 0 : 1);
    }

    static boolean run(Options options, Say say) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler(Prove::died);
        Path data = Files.createTempDirectory("waybill-prove-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(data)));
        Path out = options.out() == null ? data.resolve("out") : options.out().toAbsolutePath();
        Files.createDirectories(out);
        try {
            say.line("seed %d".formatted(options.seed()));
            Scenario scenario =
                    switch (options.scenario()) {
                        case "stuck" -> new StuckRun(options, say, data, out);
                        case "author" -> new AuthorRun(options, say, data, out);
                        case "outage" -> new OutageRun(options, say, data, out);
                        default -> new FaultsRun(options, say, data, out);
                    };
            return scenario.go();
        } finally {
            remove(data);
        }
    }

    /** GreenMail's threads end so when their connection breaks; no other thread may. */
    private static void died(Thread thread, Throwable cause) {
        if (!thread.getName().startsWith("smtp:")) {
            cause.printStackTrace();
        }
    }

    /** A few times: what is being ended at the same moment may still write. */
    private static void remove(Path data) {
        for (int tried = 0; tried < 20 && Files.exists(data); tried++) {
            try {
                FileSystemUtils.deleteRecursively(data);
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }
}
