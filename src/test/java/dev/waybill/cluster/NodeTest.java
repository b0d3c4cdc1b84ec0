package dev.waybill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class NodeTest {

    private static final Duration LEASE = Duration.ofSeconds(9);

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.fresh());
    private final AtomicLong nanos = new AtomicLong();
    private final Node node = node("here");

    @Test
    void a_node_has_no_id_and_starts_nothing_before_its_first_heartbeat() {
        assertThatThrownBy(node::id).isInstanceOf(IllegalStateException.class);
        assertThat(node.fresh()).isFalse();
        node.beat();
        assertThat(node.id()).isPositive();
        assertThat(node.fresh()).isTrue();
    }

    @Test
    void it_is_fresh_for_half_a_lease_after_the_heartbeat_that_arrived() {
        node.beat();
        nanos.addAndGet(LEASE.toNanos() / 2 - 1);
        assertThat(node.fresh()).isTrue();
        nanos.incrementAndGet();
        assertThat(node.fresh()).isFalse();
        node.beat();
        assertThat(node.fresh()).isTrue();
    }

    @Test
    void a_heartbeat_counts_from_when_it_was_sent_not_from_when_it_arrived() {
        Node slow = new Node(jdbc, "slow", LEASE, () -> nanos.getAndAdd(LEASE.toNanos() / 2));
        slow.beat();
        assertThat(slow.fresh()).isFalse();
    }

    @Test
    void heartbeats_keep_the_incarnation() {
        node.beat();
        long id = node.id();
        expire(id);
        node.beat();
        node.bury();
        node.beat();
        assertThat(node.id()).isEqualTo(id);
    }

    @Test
    void a_node_that_was_buried_goes_on_as_a_new_incarnation() {
        node.beat();
        long id = node.id();
        expire(id);
        Node other = node("there");
        other.beat();
        other.bury();
        assertThat(alive()).containsExactly(other.id());
        node.beat();
        assertThat(node.id()).isNotIn(id, other.id());
        assertThat(alive()).containsExactlyInAnyOrder(other.id(), node.id());
    }

    @Test
    void one_that_slept_and_was_not_missed_does_not_bury_itself() {
        node.beat();
        long id = node.id();
        expire(id);
        node.bury();
        node.beat();
        assertThat(node.id()).isEqualTo(id);
    }

    @Test
    void a_new_incarnation_starts_no_work_of_the_old_one() {
        node.beat();
        long id = node.id();
        assertThat(node.fresh(id)).isTrue();
        Node other = node("there");
        other.beat();
        expire(id);
        other.bury();
        node.beat();
        assertThat(node.fresh(node.id())).isTrue();
        assertThat(node.fresh(id)).isFalse();
    }

    @Test
    void nodes_that_give_signs_of_life_are_not_buried() {
        node.beat();
        Node other = node("there");
        other.beat();
        other.bury();
        assertThat(alive()).containsExactlyInAnyOrder(node.id(), other.id());
    }

    @Test
    void a_node_that_leaves_is_no_more_and_starts_nothing() {
        node.beat();
        node.leave();
        assertThat(alive()).isEmpty();
        assertThat(node.fresh()).isFalse();
        assertThatThrownBy(node::id).isInstanceOf(IllegalStateException.class);
    }

    private Node node(String name) {
        return new Node(jdbc, name, LEASE, nanos::get);
    }

    private void expire(long id) {
        jdbc.sql("UPDATE node SET until = now() - interval '1 second' WHERE id = :id")
                .param("id", id)
                .update();
    }

    private List<Long> alive() {
        return jdbc.sql("SELECT id FROM node ORDER BY id").query(Long.class).list();
    }
}
