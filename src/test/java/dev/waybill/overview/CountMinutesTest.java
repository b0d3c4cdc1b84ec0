package dev.waybill.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestPostgres;
import dev.waybill.overview.Overview.Attention;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes write what their meters counted; the picture is of both. */
class CountMinutesTest {

    private final PGSimpleDataSource database = TestPostgres.fresh();
    private final JdbcClient sql = JdbcClient.create(database);
    private final MinuteCounts minutes = new MinuteCounts(sql);

    @Test
    void nodes_add_up_and_nothing_is_counted_twice() {
        MeterRegistry one = new SimpleMeterRegistry();
        MeterRegistry two = new SimpleMeterRegistry();
        CountMinutes here = new CountMinutes(minutes, one);
        CountMinutes there = new CountMinutes(minutes, two);
        one.counter("waybill.inbox.arrivals", "source", "covver", "outcome", "accepted")
                .increment(3);
        one.counter("waybill.inbox.arrivals", "source", "covver", "outcome", "duplicate")
                .increment(9);
        two.counter("waybill.inbox.arrivals", "source", "covver", "outcome", "accepted")
                .increment(4);
        one.counter("waybill.flow", "source", "covver", "type", "OrderPlaced", "destination", "erp")
                .increment(2);
        one.counter("waybill.flow", "source", "covver", "type", "Odd", "destination", "none")
                .increment();
        one.timer("waybill.attempts", "destination", "erp", "result", "delivered")
                .record(Duration.ofMillis(1));
        one.timer("waybill.attempts", "destination", "erp", "result", "failed").record(Duration.ofMillis(1));
        one.timer("waybill.attempts", "destination", "erp", "result", "stale").record(Duration.ofMillis(1));
        one.counter("waybill.outbox.incomplete", "destination", "email").increment(2);
        two.counter("waybill.outbox.incomplete", "destination", "email").increment();
        here.write();
        here.write();
        there.write();
        one.counter("waybill.inbox.arrivals", "source", "covver", "outcome", "accepted")
                .increment(1);
        here.write();

        Map<CountKey, Long> counts = minutes.hour().stream()
                .collect(Collectors.toMap(MinuteCounts.Row::what, MinuteCounts.Row::count, Long::sum));
        assertThat(counts)
                .containsOnly(
                        Map.entry(CountKey.accepted("covver"), 8L),
                        Map.entry(new CountKey(Metric.ROUTED, "covver", "OrderPlaced", "erp"), 2L),
                        Map.entry(new CountKey(Metric.ROUTED, "covver", "Odd", ""), 1L),
                        Map.entry(CountKey.at(Metric.DELIVERED, "erp"), 1L),
                        Map.entry(CountKey.at(Metric.FAILED, "erp"), 1L),
                        Map.entry(CountKey.inPart("email"), 3L));
        assertThat(minutes.incomplete()).containsExactly(Map.entry("email", 3L));
    }

    @Test
    void what_got_through_in_part_is_known_for_a_day() {
        sql.sql("INSERT INTO console_minute (minute, figure, type, destination, count) SELECT date_trunc('minute',"
                        + " now() - make_interval(hours => h), 'UTC'), 'DELIVERED', t, 'email', 1"
                        + " FROM unnest(ARRAY[0, 3, 23, 25]) h, unnest(ARRAY['', 'in part']) t")
                .update();
        assertThat(minutes.incomplete()).containsExactly(Map.entry("email", 3L));
        minutes.purge();
        assertThat(sql.sql("SELECT type FROM console_minute")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("", "in part", "in part", "in part");
        assertThat(new IncompleteDeliveries(minutes::incomplete).now())
                .containsExactly(new Attention(
                        false,
                        "email: 3 deliveries of the last day arrived only in part; warnings in the log name the missing"
                                + " part.",
                        "/console/events?state=DELIVERED&destination=email",
                        null));
    }

    @Test
    void what_is_old_goes_but_the_last_sign_of_a_source_stays() {
        sql.sql("INSERT INTO console_minute (minute, figure, source, count) SELECT date_trunc('minute', now(),"
                        + " 'UTC') - make_interval(hours => h), 'ACCEPTED', s, 1 FROM generate_series(3, 5) h,"
                        + " unnest(ARRAY['old', 'new']) s")
                .update();
        sql.sql("INSERT INTO console_minute (minute, figure, source, count)"
                        + " VALUES (date_trunc('minute', now(), 'UTC'), 'ACCEPTED', 'new', 1)")
                .update();
        minutes.purge();
        assertThat(sql.sql("SELECT source FROM console_minute ORDER BY source")
                        .query(String.class)
                        .list())
                .containsExactly("new", "old");
        assertThat(minutes.latest()).containsOnlyKeys("new", "old");
    }
}
