package dev.waybill.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;

/** The counts of the last hour, at one moment. */
final class LastHour {

    private static final int MINUTES = 60;

    private final Instant now;
    private final List<MinuteCounts.Row> rows;

    LastHour(Instant now, List<MinuteCounts.Row> rows) {
        this.now = now;
        this.rows = List.copyOf(rows);
    }

    List<CountKey> counted() {
        return rows.stream().map(MinuteCounts.Row::what).distinct().toList();
    }

    /**
     * Returns the rate per minute over the sixty seconds before now. The counts of the minute before are taken as
     * evenly spread.
     */
    double rate(Predicate<CountKey> which) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        double share = 1 - Duration.between(minute, now).toMillis() / 60_000.0;
        return sum(minute, which) + share * sum(minute.minus(1, ChronoUnit.MINUTES), which);
    }

    Spark spark(Predicate<CountKey> which) {
        Instant first = now.truncatedTo(ChronoUnit.MINUTES).minus(MINUTES - 1L, ChronoUnit.MINUTES);
        long[] counts = new long[MINUTES];
        for (MinuteCounts.Row row : rows) {
            long minute = Duration.between(first, row.minute()).toMinutes();
            if (!row.minute().isBefore(first) && minute < MINUTES && which.test(row.what())) {
                counts[(int) minute] += row.count();
            }
        }
        return new Spark(counts);
    }

    private long sum(Instant minute, Predicate<CountKey> which) {
        return rows.stream()
                .filter(row -> row.minute().equals(minute) && which.test(row.what()))
                .mapToLong(MinuteCounts.Row::count)
                .sum();
    }
}
