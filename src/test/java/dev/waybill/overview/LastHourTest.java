package dev.waybill.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LastHourTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:15Z");
    private static final CountKey COVVER = CountKey.accepted("covver");

    @Test
    void a_rate_is_of_the_sixty_seconds_before_now() {
        LastHour hour = new LastHour(NOW, List.of(row("03:00:00", 10), row("02:59:00", 40), row("02:58:00", 1000)));
        assertThat(hour.rate(COVVER::equals)).isCloseTo(10 + 0.75 * 40, Offset.offset(0.01));
        assertThat(hour.rate(CountKey.accepted("other")::equals)).isZero();
    }

    @Test
    void a_spark_has_sixty_minutes_and_what_is_older_is_not_in_it() {
        Spark spark = new LastHour(NOW, List.of(row("03:00:00", 1), row("02:01:00", 5), row("02:00:00", 99)))
                .spark(COVVER::equals);
        assertThat(spark.total()).isEqualTo(6);
        assertThat(spark.most()).isEqualTo(5);
        assertThat(spark.points().split(" ")).hasSize(60).startsWith("1,2.0").endsWith("119,18.0");
    }

    private static MinuteCounts.Row row(String time, long count) {
        return new MinuteCounts.Row(Instant.parse("2026-11-22T" + time + "Z"), COVVER, count);
    }
}
