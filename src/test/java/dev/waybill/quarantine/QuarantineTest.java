package dev.waybill.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.inbox.TestIntake;
import dev.waybill.inbox.WatchedDataSource;
import dev.waybill.kit.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class QuarantineTest {

    private static final int SECOND = 1_000_000_000;

    private static final DataSource DATABASE = TestPostgres.fresh();

    private final DataSource database = TestIntake.emptied(DATABASE);
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final HikariDataSource pool = new HikariDataSource(TestIntake.poolOf(database));
    private final WatchedDataSource watched = new WatchedDataSource(pool);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final Quarantine quarantine =
            new Quarantine(JdbcClient.create(watched), TestIntake.quarantineSettings(200, 100), nanos::get, meters);

    @BeforeEach
    void start() {
        quarantine.start();
    }

    @AfterEach
    void close() {
        watched.open();
        quarantine.stop();
        pool.close();
    }

    @Test
    void what_was_signed_is_committed_when_it_is_said_to_be() {
        quarantine
                .keepVerified("covver", "no type", "k-1", null, "[]".getBytes(), "{}".getBytes())
                .join();

        assertThat(rows("VERIFIED")).isEqualTo(1);
        assertThat(kept("verified")).isEqualTo(1);
    }

    @Test
    void texts_that_postgresql_can_not_hold_are_mended_and_bytes_are_kept() {
        quarantine
                .keepVerified("covver", "bad\0 \uD800", "k\0".repeat(1000), null, new byte[0], new byte[] {0, -1})
                .join();

        assertThat(jdbc.sql("SELECT reason FROM quarantine").query(String.class).single())
                .isEqualTo("bad\uFFFD \uFFFD");
        assertThat(jdbc.sql("SELECT length(idempotency_key) FROM quarantine")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1000);
        assertThat(jdbc.sql("SELECT body FROM quarantine").query(byte[].class).single())
                .isEqualTo(new byte[] {0, -1});
    }

    @Test
    void strangers_are_kept_ten_in_any_second_and_counted_beyond() {
        for (int i = 0; i < 25; i++) {
            stranger("{}");
        }
        nanos.addAndGet(SECOND - 1);
        stranger("{}");
        nanos.addAndGet(1);
        stranger("{}");

        await().until(() -> rows("UNVERIFIED") == 11);
        assertThat(dropped("rate")).isEqualTo(16);
        await().until(() -> kept("unverified") == 11);
    }

    @Test
    void strangers_are_bounded_by_rows_oldest_out_first() {
        for (int second = 0; second < 30; second++) {
            IntStream.range(0, 10).forEach(i -> stranger("{}"));
            int expected = (second + 1) * 10;
            await().until(() -> kept("unverified") == expected);
            nanos.addAndGet(SECOND);
        }

        await().until(() -> rows("UNVERIFIED") <= 100);
        assertThat(rows("UNVERIFIED")).isBetween(90, 100);
        assertThat(jdbc.sql("SELECT min(id) FROM quarantine").query(Long.class).single())
                .isGreaterThan(200);
    }

    @Test
    void strangers_are_bounded_by_bytes() {
        String large = "x".repeat(300_000);
        for (int i = 0; i < 8; i++) {
            int before = i;
            await().until(() -> kept("unverified") == before);
            stranger(large);
            nanos.addAndGet(SECOND);
        }

        await().until(() -> kept("unverified") == 8 && rows("UNVERIFIED") == 3); // 900 kB of 1 MB
        assertThat(jdbc.sql("SELECT min(id) FROM quarantine").query(Long.class).single())
                .isEqualTo(6);
    }

    @Test
    void strangers_are_bounded_by_bytes_a_second() {
        for (int i = 0; i < 5; i++) {
            stranger("x".repeat(300_000));
        }

        await().until(() -> kept("unverified") == 3);
        assertThat(dropped("rate")).isEqualTo(2);
        nanos.addAndGet(SECOND);
        stranger("x".repeat(300_000));
        await().until(() -> kept("unverified") == 4);
    }

    @Test
    void a_flood_of_junk_leaves_what_lacks_nothing_but_a_signature() {
        plausible("k-1", "{}");
        await().until(() -> kept("plausible") == 1);
        for (int second = 0; second < 15; second++) {
            IntStream.range(0, 1000).forEach(i -> stranger("{}"));
            int expected = (second + 1) * 10;
            await().until(() -> kept("unverified") == expected);
            plausible("k-1", "{}"); // again and again: no copy is kept
            nanos.addAndGet(SECOND);
        }
        plausible("k-2", "{}");

        await().until(() -> rows("UNVERIFIED' AND idempotency_key = 'k-2") == 1);
        assertThat(rows("UNVERIFIED' AND idempotency_key = 'k-1")).isEqualTo(1);
        assertThat(rows("UNVERIFIED")).isBetween(92, 102);
    }

    @Test
    void what_could_be_a_webhook_is_bounded_too() {
        for (int i = 0; i < 25; i++) {
            plausible("k-" + i, "{}");
        }

        await().until(() -> kept("plausible") == 10);
        assertThat(dropped("rate")).isEqualTo(15);
    }

    @Test
    void a_flood_of_strangers_leaves_what_was_signed() {
        quarantine
                .keepVerified("covver", "no type", null, null, "[]".getBytes(), "{}".getBytes())
                .join();
        for (int second = 0; second < 15; second++) {
            IntStream.range(0, 1000).forEach(i -> stranger("{}"));
            int expected = (second + 1) * 10;
            await().until(() -> kept("unverified") == expected);
            nanos.addAndGet(SECOND);
        }

        assertThat(rows("VERIFIED")).isEqualTo(1);
    }

    @Test
    void what_was_signed_has_bounds_of_its_own() {
        for (int i = 0; i < 210; i++) {
            quarantine
                    .keepVerified("covver", "no type", "k-" + i, null, "[]".getBytes(), "{}".getBytes())
                    .join();
        }

        await().until(() -> rows("VERIFIED") <= 200);
        assertThat(jdbc.sql("SELECT idempotency_key FROM quarantine ORDER BY id DESC LIMIT 1")
                        .query(String.class)
                        .single())
                .isEqualTo("k-209");
        assertThat(rows("VERIFIED")).isGreaterThan(190);
    }

    @Test
    void what_earlier_starts_left_is_trimmed_at_the_first_write() {
        jdbc.sql("""
            INSERT INTO quarantine (ring, source, reason, headers, body)
            SELECT 'UNVERIFIED', 's', 'r', '', '' FROM generate_series(1, 2500)
            """).update();

        stranger("{}");

        await().until(() -> rows("UNVERIFIED") == 99);
    }

    @Test
    void with_the_database_away_strangers_are_dropped_and_the_signed_are_unavailable() {
        jdbc.sql("ALTER TABLE quarantine RENAME TO gone").update();

        stranger("{}");
        await().until(() -> dropped("database") == 1);
        assertThat(quarantine.keepVerified("covver", "no type", null, null, new byte[0], new byte[0]))
                .failsWithin(Duration.ofSeconds(10));

        jdbc.sql("ALTER TABLE gone RENAME TO quarantine").update();
        stranger("{}");
        await().until(() -> rows("UNVERIFIED") == 1);
    }

    @Test
    void a_database_that_hangs_never_holds_up_a_stranger() {
        watched.shut();
        for (int second = 0; second < 10; second++) {
            IntStream.range(0, 10).forEach(i -> stranger("{}"));
            nanos.addAndGet(SECOND);
        }

        // twenty wait, at most as many are in the writer's hands
        assertThat(dropped("full")).isBetween(60.0, 80.0);
        watched.open();
        await().until(() -> kept("unverified") + dropped("full") == 100);
    }

    private void stranger(String body) {
        quarantine.keepUnverified("covver", "bad signature", null, "[]".getBytes(), body.getBytes());
    }

    private void plausible(String key, String body) {
        quarantine.keepUnverified("covver", "bad signature", key, "[]".getBytes(), body.getBytes());
    }

    private int rows(String ring) {
        return jdbc.sql("SELECT count(*) FROM quarantine WHERE ring = '%s'".formatted(ring))
                .query(Integer.class)
                .single();
    }

    private double kept(String ring) {
        return meters.find("waybill.quarantine").tag("ring", ring).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double dropped(String cause) {
        return meters.find("waybill.quarantine.dropped").tag("cause", cause).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
