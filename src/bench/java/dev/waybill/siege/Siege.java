package dev.waybill.siege;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** {@code bench/siege}: exits 0 if every promise is kept, 1 if not, 2 if it was told something odd. */
public final class Siege {

    private static final int IDLE = 10_000;

    private Siege() {}

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        Report report = new Report(System.out);
        Path folder = Files.createTempDirectory("waybill-siege-");
        report.line("seed %d, %.1f minutes, %d processors, Java %s"
                .formatted(
                        options.seed(),
                        options.minutes(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version()));
        Promises promises = new Promises(Promises.MOST_RESIDENT, Duration.ofSeconds(1));
        List<String> broken = new SiegeRun(report, promises, folder)
                .go(
                        console -> Phase.each(new Arsenal(IDLE, console), options.minutes()).stream()
                                .filter(phase -> phase.name().contains(options.only()))
                                .toList(),
                        options.seed());
        broken.forEach(promise -> report.line("BROKEN: " + promise));
        if (broken.isEmpty()) {
            remove(folder);
            report.line("Every promise was kept.");
        } else {
            report.line("The hubs' logs: " + folder);
        }
        if (options.inEarnest()) {
            Files.writeString(Path.of("bench/results/siege.txt"), report.text());
        }
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // it is a temporary one
        }
    }
}
