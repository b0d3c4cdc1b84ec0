package dev.waybill.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.waybill.kit.Slow;
import dev.waybill.operator.Command;
import dev.waybill.reroute.TestRouting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of routing, within a message group and beside it. */
@Slow
class RouteSlotTest {

    private final TestRouting routing = new TestRouting(3);

    @Test
    void events_of_a_group_are_routed_in_the_order_of_their_ids() throws InterruptedException {
        for (int i = 1; i <= 8; i++) {
            routing.store("event " + i, "order");
        }
        routing.routeAll();
        assertThat(routing.delivered())
                .containsExactly(
                        "event 1", "event 2", "event 3", "event 4", "event 5", "event 6", "event 7", "event 8");
        assertThat(routing.states()).isEmpty();
        assertThat(routing.leased()).isZero();
    }

    @Test
    void a_failed_event_holds_its_own_group_and_no_other() throws InterruptedException {
        routing.fails("bad");
        routing.store("bad", "order");
        routing.store("behind it", "order");
        routing.store("of another group", "other");
        routing.store("without a group", null);
        routing.routeAll();
        assertThat(routing.states()).containsExactly(entry("bad", "FAILED"), entry("behind it", "WAITING"));
        assertThat(routing.delivered()).containsExactlyInAnyOrder("of another group", "without a group");
        assertThat(routing.ran).doesNotContain("behind it");
    }

    @Test
    void what_arrives_later_waits_behind_the_failed_event_too() throws InterruptedException {
        routing.fails("bad");
        routing.store("bad", "order");
        routing.routeAll();
        routing.store("later", "order");
        routing.routeAll();
        routing.store("latest", "order");
        routing.routeAll();
        assertThat(routing.states())
                .containsExactly(entry("bad", "FAILED"), entry("later", "WAITING"), entry("latest", "WAITING"));
        assertThat(routing.ran).containsExactly("bad");
    }

    @Test
    void a_failed_event_without_a_group_holds_nothing() throws InterruptedException {
        routing.fails("bad");
        routing.store("bad", null);
        routing.store("other", null);
        routing.routeAll();
        assertThat(routing.states()).containsExactly(entry("bad", "FAILED"));
        assertThat(routing.delivered()).containsExactly("other");
    }

    @Test
    void waiting_events_follow_in_order_once_their_elder_is_routed() throws InterruptedException {
        aFailedEventWithFollowers();
        routing.names("bad", TestRouting.to("erp", ""));
        routing.passTime();
        routing.store("last", "order");
        routing.routeAll();
        assertThat(routing.delivered()).containsExactly("bad", "second", "third", "last");
        assertThat(routing.states()).isEmpty();
    }

    @Test
    void a_failed_event_is_tried_again_only_when_its_pause_is_over() throws InterruptedException {
        aFailedEventWithFollowers();
        routing.routeAll();
        assertThat(routing.ran).containsExactly("bad");
        routing.passTime();
        routing.routeAll();
        assertThat(routing.ran).containsExactly("bad", "bad");
        assertThat(routing.jdbc
                        .sql("SELECT tries, error FROM inbox_work WHERE state = 'FAILED'")
                        .query()
                        .singleRow())
                .containsEntry("tries", 2)
                .hasEntrySatisfying("error", error -> assertThat((String) error).contains("no route for bad"));
    }

    @Test
    void waiting_events_follow_once_their_elder_is_discarded() throws InterruptedException {
        long bad = aFailedEventWithFollowers();
        routing.commands().discard(bad, new Command("somebody", "not wanted"));
        routing.routeAll();
        assertThat(routing.delivered()).containsExactly("second", "third");
    }

    @Test
    void an_event_that_no_destination_wants_is_kept_and_does_not_hold_its_group() throws InterruptedException {
        routing.names("nobody's");
        routing.store("nobody's", "order");
        routing.store("second", "order");
        routing.routeAll();
        assertThat(routing.states()).containsExactly(entry("nobody's", "UNROUTED"));
        assertThat(routing.delivered()).containsExactly("second");
        routing.names("nobody's", TestRouting.to("erp", ""));
        routing.commands().route(first(), new Command("somebody", "the route is mended"));
        routing.routeAll();
        assertThat(routing.states()).isEmpty();
        assertThat(routing.delivered()).containsExactly("second", "nobody's");
    }

    @Test
    void a_failed_event_that_is_routed_to_nobody_lets_its_group_go_on() throws InterruptedException {
        aFailedEventWithFollowers();
        routing.names("bad");
        routing.passTime();
        routing.routeAll();
        assertThat(routing.states()).containsExactly(entry("bad", "UNROUTED"));
        assertThat(routing.delivered()).containsExactly("second", "third");
    }

    @Test
    void many_waiting_events_follow_in_portions_and_in_order_and_new_ones_after_them() throws InterruptedException {
        TestRouting busy = new TestRouting(500);
        busy.fails("bad");
        busy.store("bad", "order");
        busy.routeAll();
        List<String> expected = new ArrayList<>(List.of("bad"));
        for (int i = 0; i < 2500; i++) {
            expected.add("follower " + i);
        }
        busy.storeAll(expected.subList(1, expected.size()), "order");
        busy.routeAll();
        assertThat(busy.states()).hasSize(2501).containsEntry("follower 2499", "WAITING");
        busy.names("bad", TestRouting.to("erp", ""));
        busy.passTime();
        assertThat(busy.routeDue(() -> storeOnce(busy, expected))).isEqualTo(1);
        busy.routeAll();
        assertThat(busy.delivered()).isEqualTo(expected);
        assertThat(busy.states()).isEmpty();
    }

    /** Arrives when the first portion of followers is free. */
    private static void storeOnce(TestRouting routing, List<String> expected) {
        if (routing.ran.size() == 100 && !expected.contains("newcomer")) {
            routing.store("newcomer", "order");
            expected.add("newcomer");
        }
    }

    @Test
    void a_router_that_breaks_between_two_events_has_written_only_whole_batches() throws InterruptedException {
        for (int i = 1; i <= 5; i++) {
            routing.store("event " + i, "order");
        }
        assertThatThrownBy(() -> routing.routeDue(() -> {
                    if (routing.ran.size() == 4) {
                        throw new IllegalStateException("the hub dies here");
                    }
                }))
                .hasMessage("the hub dies here");
        assertThat(routing.delivered()).containsExactly("event 1", "event 2", "event 3");
        routing.slots.releaseIdle(TestRouting.SOURCE, TestRouting.OWNER, List.of());
        routing.routeAll();
        assertThat(routing.delivered()).containsExactly("event 1", "event 2", "event 3", "event 4", "event 5");
    }

    private long aFailedEventWithFollowers() throws InterruptedException {
        routing.fails("bad");
        long bad = routing.store("bad", "order");
        routing.store("second", "order");
        routing.store("third", "order");
        routing.routeAll();
        assertThat(routing.states())
                .containsExactly(entry("bad", "FAILED"), entry("second", "WAITING"), entry("third", "WAITING"));
        return bad;
    }

    private long first() {
        return routing.jdbc
                .sql("SELECT min(id) FROM inbox_event")
                .query(Long.class)
                .single();
    }
}
