package dev.waybill.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbox.Slot;
import dev.waybill.inbox.StoreDriver;
import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.LateRescue;
import dev.waybill.mechanism.QueueConnections;
import dev.waybill.routing.Slots.SlotLease;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SlotsTest {

    private static final long DEAD = 1000;

    private final PGSimpleDataSource database = QueueConnections.to(TestPostgres.fresh());
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Slots slots = new Slots(jdbc);
    private final StoreDriver store = new StoreDriver(database);
    private final long live = jdbc.sql(
                    "INSERT INTO node (until, name) VALUES (now() + interval '1 hour', 'test') RETURNING id")
            .query(Long.class)
            .single();

    @BeforeEach
    void two_groups_of_different_slots_wait() {
        slots.open("covver");
        assertThat(Slot.of("covver", "a")).isNotEqualTo(Slot.of("covver", "b"));
        store.store("covver", "first", "a");
        store.store("covver", "second", "b");
    }

    @Test
    void only_slots_that_have_work_are_leased_and_each_by_one_router() {
        List<SlotLease> mine = claim("covver", live, 16);
        assertThat(mine).extracting(SlotLease::slot).containsExactlyInAnyOrder((int) Slot.of("covver", "a"), (int)
                Slot.of("covver", "b"));
        assertThat(claim("covver", DEAD, 16)).isEmpty();
    }

    @Test
    void a_slot_that_was_seized_is_lost_to_the_router_that_had_it() {
        SlotLease mine = claim("covver", live, 1).getFirst();
        slots.seize("covver", mine.slot());
        assertThat(locks(mine)).isFalse();
        List<SlotLease> again = claim("covver", live, 16);
        assertThat(again).extracting(SlotLease::slot).contains(mine.slot());
        assertThat(again).allMatch(this::locks);
    }

    @Test
    void what_a_node_holds_without_working_on_it_is_given_back() {
        List<SlotLease> mine = claim("covver", live, 16);
        slots.releaseIdle("covver", live, List.of(mine.getFirst().token()));
        assertThat(locks(mine.getFirst())).isTrue();
        assertThat(locks(mine.getLast())).isFalse();
    }

    @Test
    void slots_of_a_dead_node_are_free_again_and_those_of_a_live_one_are_not() {
        claim("covver", DEAD, 1);
        SlotLease kept = claim("covver", live, 1).getFirst();
        assertThat(slots.rescue()).isEqualTo(1);
        assertThat(locks(kept)).isTrue();
        assertThat(claim("covver", live, 16)).hasSize(1);
    }

    @Test
    void a_rescue_that_comes_late_leaves_a_slot_that_a_live_node_leased_meanwhile() {
        int taken = claim("covver", DEAD, 2).getFirst().slot();

        var late = LateRescue.run(
                database,
                slots::rescue,
                () -> jdbc.sql("UPDATE inbox_slot SET owner = :live, token = nextval('lease_token') WHERE slot = :slot")
                        .param("live", live)
                        .param("slot", taken)
                        .update());

        assertThat(late).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(1);
        assertThat(jdbc.sql("SELECT slot FROM inbox_slot WHERE owner = :live")
                        .param("live", live)
                        .query(Integer.class)
                        .list())
                .containsExactly(taken);
    }

    private List<SlotLease> claim(String source, long owner, int limit) {
        return slots.claim(source, owner, limit, 10).stream()
                .map(Slots.Claimed::lease)
                .toList();
    }

    private boolean locks(SlotLease lease) {
        return jdbc.sql("SELECT owner = :owner AND token = :token FROM inbox_slot WHERE slot = :slot")
                .param("owner", lease.owner())
                .param("token", lease.token())
                .param("slot", lease.slot())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }
}
