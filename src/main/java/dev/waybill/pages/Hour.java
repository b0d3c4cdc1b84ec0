package dev.waybill.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;

/** The last hour's counts, at one moment. */
final class Hour {

    private static final int MINUTES = 60;

    private final Instant now;
    private final List<Minutes.Row> rows;

    Hour(Instant now, List<Minutes.Row> rows) {
        this.now = now;
        this.rows = List.copyOf(rows);
    }

    List<Counted> counted() {
        return rows.stream().map(Minutes.Row::what).distinct().toList();
    }

    /** Per minute, over the sixty seconds before now; the share of the minute before is taken as evenly spread. */
    double rate(Predicate<Counted> which) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        double share = 1 - Duration.between(minute, now).toMillis() / 60_000.0;
        return sum(minute, which) + share * sum(minute.minus(1, ChronoUnit.MINUTES), which);
    }

    Spark spark(Predicate<Counted> which) {
        Instant first = now.truncatedTo(ChronoUnit.MINUTES).minus(MINUTES - 1L, ChronoUnit.MINUTES);
        long[] counts = new long[MINUTES];
        for (Minutes.Row row : rows) {
            long minute = Duration.between(first, row.minute()).toMinutes();
            if (!row.minute().isBefore(first) && minute < MINUTES && which.test(row.what())) {
                counts[(int) minute] += row.count();
            }
        }
        return new Spark(counts);
    }

    private long sum(Instant minute, Predicate<Counted> which) {
        return rows.stream()
                .filter(row -> row.minute().equals(minute) && which.test(row.what()))
                .mapToLong(Minutes.Row::count)
                .sum();
    }
}
