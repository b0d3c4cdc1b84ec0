package dev.waybill.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.TestPostgres;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hub among others: when it goes on as it was, and when as a new incarnation. */
class NodeTest {

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.fresh());
    private final AtomicLong nanos = new AtomicLong();
    private final Node node = new Node(jdbc, "one", Duration.ofSeconds(9), nanos::get);
    private final Node other = new Node(jdbc, "other", Duration.ofSeconds(9), nanos::get);

    @BeforeEach
    void register() {
        node.beat();
        other.beat();
    }

    @Test
    void one_that_slept_and_was_not_missed_does_not_bury_itself() {
        long id = node.id();
        everyLeaseEnds();
        node.bury();
        node.beat();
        assertThat(node.id()).isEqualTo(id);
        assertThat(alive()).isEqualTo(1);
    }

    @Test
    void one_that_was_buried_goes_on_as_a_new_incarnation_that_starts_no_work_of_the_old() {
        long id = node.id();
        assertThat(node.fresh(id)).isTrue();
        everyLeaseEnds();
        other.bury();
        node.beat();
        assertThat(node.id()).isNotEqualTo(id);
        assertThat(node.fresh()).isTrue();
        assertThat(node.fresh(id)).isFalse();
        assertThat(node.fresh(node.id())).isTrue();
    }

    @Test
    void it_starts_nothing_half_a_lease_after_its_last_heartbeat() {
        nanos.addAndGet(Duration.ofMillis(4499).toNanos());
        assertThat(node.fresh()).isTrue();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(node.fresh()).isFalse();
        node.beat();
        assertThat(node.fresh()).isTrue();
    }

    private void everyLeaseEnds() {
        jdbc.sql("UPDATE node SET until = now() - interval '1 second'").update();
    }

    private long alive() {
        return jdbc.sql("SELECT count(*) FROM node").query(Long.class).single();
    }
}
