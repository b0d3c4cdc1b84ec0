package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slow test is a fault: this one lists the slowest classes of the run that has just ended, and fails over a budget that only
 * a class without any thought of time exceeds. Classes run at once, so that each takes longer here than alone.
 */
class SlowestTestsIT {

    private static final Logger LOG = LoggerFactory.getLogger(SlowestTestsIT.class);

    private static final Path REPORTS = Path.of("target/surefire-reports");
    private static final Pattern SUITE =
            Pattern.compile("<testsuite [^>]*?name=\"([^\"]+)\"[^>]*? time=\"([0-9.,]+)\"");
    private static final int SHOWN = 30;
    private static final double BUDGET_SECONDS = 180;

    private record Taken(String name, double seconds) {}

    @Test
    void no_class_takes_more_than_its_budget() throws IOException {
        List<Taken> slowest;
        try (Stream<Path> reports = Files.list(REPORTS)) {
            slowest = reports.filter(report -> report.toString().endsWith(".xml"))
                    .flatMap(SlowestTestsIT::taken)
                    .sorted(Comparator.comparingDouble(Taken::seconds).reversed())
                    .limit(SHOWN)
                    .toList();
        }
        LOG.info("The {} slowest test classes, in seconds:", SHOWN);
        slowest.forEach(taken -> LOG.info("{} {}", "%6.1f".formatted(taken.seconds()), taken.name()));
        assertThat(slowest).isNotEmpty();
        assertThat(slowest)
                .filteredOn(taken -> taken.seconds() > BUDGET_SECONDS)
                .isEmpty();
    }

    private static Stream<Taken> taken(Path report) {
        try {
            Matcher suite = SUITE.matcher(Files.readString(report));
            return suite.find()
                    ? Stream.of(new Taken(
                            suite.group(1), Double.parseDouble(suite.group(2).replace(",", ""))))
                    : Stream.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
