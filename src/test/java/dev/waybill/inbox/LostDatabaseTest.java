package dev.waybill.inbox;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.TestIntake.Answer;
import dev.waybill.inbox.Wire.Replies;
import dev.waybill.kit.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Whatever happens to the connection: no "true" without a row, and a re-send finds what was committed. */
class LostDatabaseTest {

    private static final IntakeSettings HASTY = TestIntake.settings(2, 1000, Duration.ofMillis(500));

    @Test
    void a_connection_that_is_killed_before_the_commit_leaves_nothing_and_is_unavailable() throws Exception {
        PGSimpleDataSource database = TestPostgres.fresh();
        try (var intake = new TestIntake(database);
                Connection stranger = database.getConnection()) {
            stranger.setAutoCommit(false);
            stranger.createStatement().execute("""
                INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
                VALUES ('covver', 'k', 'T', sha256(''), 's')
                """);
            var neighbour = intake.sendAside(arrival("a", "{}"));
            assertThat(neighbour.get().fresh()).isTrue();
            var blocked = intake.sendAside(arrival("k", "{}"));
            await().until(() ->
                    intake.jdbc.sql("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """).query(Boolean.class).optional().orElse(false));

            assertThatThrownBy(blocked::get).hasCauseInstanceOf(StoreUnavailable.class);
            stranger.rollback();
            assertThat(intake.count("inbox_event WHERE idempotency_key = 'k'")).isZero();
            awaitEnd(intake);
            assertThat(intake.send(arrival("k", "{}")).fresh()).isTrue();
        }
    }

    @Test
    void a_reply_that_is_lost_after_the_commit_is_unavailable_and_the_re_send_a_duplicate() {
        PGSimpleDataSource database = TestPostgres.fresh();
        try (var wire = new Wire(database.getPortNumbers()[0]);
                var intake = new TestIntake(through(wire, database))) {
            intake.send(arrival("warm", "{}"));
            wire.replies(Replies.BREAK);

            assertThatThrownBy(() -> intake.send(arrival("k", "{}"))).isInstanceOf(StoreUnavailable.class);

            wire.replies(Replies.PASS);
            assertThat(intake.count("inbox_event WHERE idempotency_key = 'k'")).isEqualTo(1);
            awaitEnd(intake);
            assertThat(intake.send(arrival("k", "{}")).fresh()).isFalse();
        }
    }

    @Test
    void a_silent_database_is_unavailable_within_the_wait() {
        PGSimpleDataSource database = TestPostgres.fresh();
        try (var wire = new Wire(database.getPortNumbers()[0]);
                var intake = new TestIntake(through(wire, database), HASTY)) {
            intake.send(arrival("warm", "{}"));
            wire.replies(Replies.SWALLOW);

            long began = System.nanoTime();
            assertThatThrownBy(() -> intake.send(arrival("k", "{}")))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("in time"); // and no end of the connection, which the driver waits longer for
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void once_a_database_is_known_to_be_away_the_next_is_refused_without_touching_it() {
        PGSimpleDataSource database = TestPostgres.fresh();
        try (var wire = new Wire(database.getPortNumbers()[0]);
                var intake = new TestIntake(through(wire, database))) {
            intake.send(arrival("warm", "{}"));
            wire.replies(Replies.BREAK);
            assertThatThrownBy(() -> intake.send(arrival("first", "{}"))).isInstanceOf(StoreUnavailable.class);

            intake.watched.shut();
            long began = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                String key = "later-" + i;
                assertThatThrownBy(() -> intake.send(arrival(key, "{}")))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageContaining("the database is away");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));

            intake.watched.open();
            wire.replies(Replies.PASS);
            awaitEnd(intake);
            assertThat(intake.send(arrival("later-1", "{}")).fresh()).isTrue();
        }
    }

    @Test
    void under_a_hail_of_killed_connections_every_answer_is_true_to_the_rows() {
        Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
        var enough = new AtomicBoolean();
        try (var intake = new TestIntake(TestPostgres.fresh())) {
            try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    String sender = "sender-" + i + "-";
                    senders.submit(() -> {
                        for (int n = 0; !enough.get(); n++) {
                            answers.put(sender + n, sendUntilAnswered(intake, sender + n));
                        }
                    });
                }
                try {
                    await().atMost(Duration.ofSeconds(20))
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> {
                                killWriters(intake);
                                return intake.counted("unavailable") >= 50;
                            });
                } finally {
                    enough.set(true);
                }
            }

            Map<String, Long> rows = rows(intake);
            assertThat(rows).containsOnlyKeys(answers.keySet());
            answers.forEach((key, given) -> {
                assertThat(given).extracting(Answer::event).containsOnly(rows.get(key));
                assertThat(given.stream().filter(Answer::fresh)).hasSizeLessThanOrEqualTo(1);
            });
            assertThat(intake.count("inbox_work")).isEqualTo(rows.size());
            assertThat(intake.count("inbox_body")).isEqualTo(rows.size());
        }
    }

    @Test
    void a_stopped_database_is_unavailable_and_comes_back_by_itself(@TempDir Path data) throws Exception {
        EmbeddedPostgres first = postgres(data, 0);
        int port = first.getPort();
        DataSource database = first.getPostgresDatabase();
        Flyway.configure().dataSource(database).load().migrate();
        try (var intake = new TestIntake(database, HASTY)) {
            assertThat(intake.send(arrival("before", "{}")).fresh()).isTrue();
            first.close();

            assertThatThrownBy(() -> intake.send(arrival("during", "{}"))).isInstanceOf(StoreUnavailable.class);

            try (var second = postgres(data, port)) {
                await().atMost(Duration.ofSeconds(30)).until(() -> stores(intake, "during"));
                assertThat(intake.send(arrival("before", "{}")).fresh()).isFalse();
            }
        }
    }

    private static void awaitEnd(TestIntake intake) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !intake.outage.lasts());
    }

    private static boolean stores(TestIntake intake, String key) {
        try {
            intake.send(arrival(key, "{}"));
            return intake.count("inbox_event WHERE idempotency_key = '" + key + "'") == 1;
        } catch (StoreUnavailable e) {
            return false;
        }
    }

    /** Sends until there are two answers, as a sender would that never heard the first. */
    private static List<Answer> sendUntilAnswered(TestIntake intake, String key) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 1000 && answers.size() < 2; i++) {
            try {
                answers.add(intake.send(arrival(key, "{}")));
            } catch (StoreUnavailable e) {
                assertThat(e).hasMessageContaining(key);
                await().until(() -> !intake.outage.lasts()); // a re-send comes later
            }
        }
        assertThat(answers).hasSize(2);
        return answers;
    }

    private static void killWriters(TestIntake intake) {
        intake.jdbc.sql("""
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """).query(Boolean.class).list();
    }

    private static Map<String, Long> rows(TestIntake intake) {
        Map<String, Long> rows = new HashMap<>();
        intake.jdbc.sql("SELECT idempotency_key, id FROM inbox_event").query(row -> {
            rows.put(row.getString(1), row.getLong(2));
        });
        return rows;
    }

    private static PGSimpleDataSource through(Wire wire, PGSimpleDataSource database) {
        var through = new PGSimpleDataSource();
        through.setServerNames(new String[] {"127.0.0.1"});
        through.setPortNumbers(new int[] {wire.port()});
        through.setDatabaseName(database.getDatabaseName());
        through.setUser("postgres");
        through.setSslMode("disable");
        through.setGssEncMode("disable");
        return through;
    }

    private static EmbeddedPostgres postgres(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }
}
