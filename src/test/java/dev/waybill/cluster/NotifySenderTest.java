package dev.waybill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One node tells, another one hears. */
class NotifySenderTest {

    private final DataSource database = TestPostgres.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Ears ears = new Ears();
    private final NotifySender signals = new NotifySender(jdbc);
    private final NotifyListener hear = new NotifyListener(database, List.of(ears));

    private static final class Ears implements NotifyTarget {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public String topic() {
            return "outbox";
        }

        @Override
        public void heard(String name) {
            heard.add(name);
        }
    }

    @BeforeEach
    void start() {
        hear.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> listeners() == 1);
        signals.start();
    }

    @AfterEach
    void stop() {
        signals.stop();
        hear.stop();
    }

    @Test
    void what_one_node_passes_on_another_hears_under_its_topic() {
        besides(1);
        signals.send("outbox", "erp/of the shop");
        signals.send("inbox", "covver");
        awaitHeard("erp/of the shop");
    }

    @Test
    void a_node_alone_says_nothing() {
        besides(0);
        signals.send("outbox", "nobody");
        besides(1);
        signals.send("outbox", "somebody");
        awaitHeard("somebody");
    }

    @Test
    void a_connection_that_was_cut_is_taken_up_again() {
        besides(1);
        jdbc.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname"
                        + " = current_database()")
                .query()
                .listOfRows();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            signals.send("outbox", "again");
            return ears.heard.contains("again");
        });
    }

    @Test
    void what_is_no_signal_of_ours_is_passed_over() {
        besides(1);
        jdbc.sql("SELECT pg_notify('waybill', n) FROM unnest(ARRAY['', 'outbox', '/x', 'other/x']) n")
                .query()
                .listOfRows();
        signals.send("outbox", "ours");
        awaitHeard("ours");
    }

    private void awaitHeard(String name) {
        await().atMost(Duration.ofSeconds(20)).until(() -> ears.heard.contains(name));
        assertThat(ears.heard).containsExactly(name);
    }

    /** The tick found so many other nodes. */
    private void besides(int others) {
        jdbc.sql("DELETE FROM node").update();
        jdbc.sql("INSERT INTO node (until, name) SELECT now(), 'n' FROM generate_series(0, :others)")
                .param("others", others)
                .update();
        new PollAll(jdbc, List.of(signals)).tick();
    }

    private long listeners() {
        return jdbc.sql("""
            SELECT count(*) FROM pg_stat_activity
             WHERE query LIKE 'LISTEN%' AND state = 'idle' AND datname = current_database()\
            """).query(Long.class).single();
    }
}
