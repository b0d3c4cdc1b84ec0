package dev.waybill.replay;

import static dev.waybill.replay.TestReplay.request;
import static dev.waybill.replay.TestReplay.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.waybill.handover.LaneDriver.InHand;
import dev.waybill.handover.LaneDriver.Result;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A job treats each delivery by its state. */
class ReplayedDeliveriesTest {

    private final TestReplay replay = new TestReplay();

    @Test
    void a_dead_delivery_is_re_armed_in_its_place_and_its_lane_goes_on() {
        long first = replay.route("first", "a", "erp");
        replay.route("second", "a", "erp");
        replay.handOver("erp", Result.REFUSED);
        assertThat(replay.handOver("erp", Result.DELIVERED)).isEmpty();

        ReplayJob job = replay.finish(replay.started(request("DEAD")));

        assertThat(job).extracting(ReplayJob::state, ReplayJob::replayed).containsExactly("DONE", 1L);
        assertThat(replay.deliveries("erp")).containsExactly("PENDING 1/1", "PENDING 0/0");
        assertThat(replay.woken).contains("erp");
        assertThat(replay.handOver("erp", Result.DELIVERED)).containsExactly(first);
    }

    @Test
    void a_pending_delivery_does_not_wait_for_its_automatic_retry() {
        replay.route("first", "a", "erp");
        replay.handOver("erp", Result.FAILED);
        replay.jdbc
                .sql("UPDATE outbox_lane SET due_at = now() + interval '1 hour'")
                .update();
        assertThat(replay.lease("erp")).isEmpty();

        assertThat(replay.finish(replay.started(request("PENDING"))).replayed()).isEqualTo(1);

        assertThat(replay.deliveries("erp")).containsExactly("PENDING 1/1");
        assertThat(replay.lease("erp")).hasSize(1);
    }

    @Test
    void what_is_not_meant_keeps_its_back_off_and_its_block() {
        replay.route("first", "a", "erp");
        replay.route("second", "b", "erp");
        List<InHand> leased = replay.lease("erp");
        replay.settle(leased.subList(0, 1), Result.FAILED);
        replay.settle(leased.subList(1, 2), Result.REFUSED);
        replay.route("third", "a", "erp");
        replay.route("fourth", "b", "erp");
        replay.jdbc
                .sql("UPDATE outbox_lane SET due_at = now() + interval '1 hour' WHERE blocked_by IS NULL")
                .update();
        List<?> before = replay.lanesOf("erp");
        // behind the heads, as after a replay of an elder one
        replay.jdbc
                .sql("UPDATE outbox_delivery SET state = 'DEAD' WHERE event_id > 2")
                .update();
        replay.jdbc
                .sql("UPDATE outbox_delivery SET state = 'PENDING', retries_from = 0 WHERE event_id <= 2 AND state"
                        + " = 'DEAD'")
                .update();

        assertThat(replay.finish(replay.started(request("DEAD"))).replayed()).isEqualTo(2);

        assertThat(replay.deliveries("erp")).endsWith("PENDING 0/0", "PENDING 0/0");
        assertThat(replay.lanesOf("erp")).isEqualTo(before);
    }

    @Test
    void what_is_being_handed_over_is_left_to_that() {
        replay.route("first", "a", "erp");
        replay.route("second", "a", "erp");
        replay.route("third", "b", "erp");
        replay.handOver("erp", Result.FAILED);
        replay.jdbc
                .sql("UPDATE outbox_lane SET due_at = now() - interval '1 s'")
                .update();
        List<InHand> leased = replay.lease("erp");

        ReplayJob job = replay.finish(replay.started(request("PENDING")));

        assertThat(job).extracting(ReplayJob::inFlight, ReplayJob::replayed).containsExactly(2L, 1L);
        assertThat(replay.deliveries("erp")).containsExactly("PENDING 1/0", "PENDING 0/0", "PENDING 1/0");
        replay.settle(leased, Result.DELIVERED);
        assertThat(replay.deliveries("erp")).containsExactly("DELIVERED 2/0", "PENDING 0/0", "DELIVERED 2/0");
    }

    @Test
    void a_finished_one_gets_a_new_delivery_once_and_only_its_newest_counts() {
        long event = replay.route("first", "a", "erp");
        replay.handOver("erp", Result.DELIVERED);
        replay.finish(replay.started(request("DELIVERED")));
        assertThat(replay.deliveries("erp")).containsExactly("DELIVERED 1/0", "PENDING 0/0 .1");
        assertThat(replay.handOver("erp", Result.DELIVERED)).containsExactly(event);

        PreviewResult.Made again = replay.preview(request("DELIVERED"));
        assertThat(again.job().matched()).isEqualTo(1);
        replay.jobs.start(again.job().id(), TestReplay.COMMAND, true);
        assertThat(replay.finish(again.job().id()).replayed()).isEqualTo(1);

        assertThat(replay.deliveries("erp")).containsExactly("DELIVERED 1/0", "DELIVERED 1/0 .1", "PENDING 0/0 .2");
        assertThat(replay.jdbc
                        .sql("SELECT replay_of FROM outbox_delivery ORDER BY id")
                        .query(Long.class)
                        .list())
                .containsExactly(null, 1L, 2L);
    }

    @Test
    void one_that_was_replayed_by_hand_since_the_preview_is_not_replayed_twice() {
        replay.route("first", "a", "erp");
        replay.handOver("erp", Result.DELIVERED);
        long job = replay.started(request("DELIVERED"));
        replay.jdbc
                .sql("INSERT INTO outbox_delivery (destination, lane, event_id, generation, replay_of, state,"
                        + " finished_at) VALUES ('erp', 'covver/a', 1, 1, 1, 'DELIVERED', now())")
                .update();

        assertThat(replay.finish(job))
                .extracting(ReplayJob::replayed, ReplayJob::alreadyWaiting)
                .containsExactly(0L, 1L);

        assertThat(replay.deliveries("erp")).hasSize(2);
        assertThat(replay.lanesOf("erp")).isEmpty();
    }

    @Test
    void a_replay_goes_before_what_died_behind_it() {
        long first = replay.route("first", "a", "erp");
        replay.handOver("erp", Result.DELIVERED);
        long second = replay.route("second", "a", "erp");
        replay.handOver("erp", Result.REFUSED);

        replay.finish(replay.started(request("DELIVERED")));

        assertThat(replay.handOver("erp", Result.DELIVERED)).containsExactly(first);
        assertThat(replay.handOver("erp", Result.DELIVERED)).isEmpty();
        assertThat(replay.lanesOf("erp"))
                .singleElement()
                .satisfies(lane -> assertThat(lane).contains(entry("blocked_by", 2L)));
        replay.finish(replay.started(request("DEAD")));
        assertThat(replay.handOver("erp", Result.DELIVERED)).containsExactly(second);
    }

    @Test
    void a_replay_that_came_while_a_younger_one_was_being_refused_still_goes_first() {
        long first = replay.route("first", "a", "erp");
        replay.handOver("erp", Result.DELIVERED);
        replay.route("second", "a", "erp");
        List<InHand> leased = replay.lease("erp");

        replay.finish(replay.started(request("DELIVERED")));
        replay.settle(leased, Result.REFUSED);

        assertThat(replay.handOver("erp", Result.DELIVERED)).containsExactly(first);
    }

    @Test
    void another_destination_gets_them_in_the_lanes_that_routing_would_take() {
        replay.route("first", "a", "erp");
        replay.route("second", null, "erp");
        replay.handOver("erp", Result.REFUSED);

        replay.finish(replay.started(to("email", "DEAD")));

        assertThat(replay.deliveries("erp")).containsExactly("DEAD 1/0", "DEAD 1/0");
        assertThat(replay.deliveries("email")).containsExactly("PENDING 0/0", "PENDING 0/0");
        assertThat(replay.lanesOf("email")).extracting(lane -> lane.get("lane")).containsExactly("#2", "covver/a");
        assertThat(replay.handOver("email", Result.DELIVERED)).containsExactly(1L, 2L);
    }

    @Test
    void another_destination_without_order_gets_each_in_a_lane_of_its_own() {
        replay.unordered.add("email");
        replay.route("first", "a", "erp");
        replay.handOver("erp", Result.REFUSED);
        replay.finish(replay.started(to("email", "DEAD")));
        assertThat(replay.lanesOf("email")).extracting(lane -> lane.get("lane")).containsExactly("#1");
    }

    @Test
    void another_destination_that_has_the_event_gets_the_next_generation_unless_one_waits() {
        replay.route("finished", "a", "erp", "email");
        replay.handOver("email", Result.DELIVERED);
        replay.route("waits", "b", "erp", "email");
        replay.handOver("email", Result.REFUSED);
        replay.route("has none", "c", "erp");
        replay.handOver("erp", Result.REFUSED);

        ReplayJob job = replay.finish(replay.started(to("email", "DEAD")));

        assertThat(job)
                .extracting(ReplayJob::replayed, ReplayJob::alreadyWaiting)
                .containsExactly(2L, 1L);
        assertThat(replay.deliveries("email"))
                .containsExactly("DELIVERED 1/0", "PENDING 0/0 .1", "DEAD 1/0", "PENDING 0/0");
    }

    @Test
    void what_has_no_body_any_more_is_counted_and_not_made() {
        replay.route("gone", "a", "erp");
        replay.route("kept", "b", "erp");
        replay.handOver("erp", Result.DELIVERED);
        replay.jdbc.sql("DELETE FROM inbox_body WHERE event_id = 1").update();

        ReplayJob job = replay.finish(replay.started(request("DELIVERED")));

        assertThat(job).extracting(ReplayJob::replayed, ReplayJob::gone).containsExactly(1L, 1L);
        assertThat(replay.deliveries("erp")).containsExactly("DELIVERED 1/0", "DELIVERED 1/0", "PENDING 0/0 .1");
        assertThat(replay.lanesOf("erp")).hasSize(1);
        assertThat(replay.finish(replay.started(to("email", "DELIVERED"))).gone())
                .isEqualTo(1);
    }

    @Test
    void the_filter_takes_type_time_and_state() {
        for (int i = 1; i <= 5; i++) {
            replay.route("key" + i, "g" + i, "erp");
        }
        replay.handOver("erp", Result.REFUSED);
        replay.jdbc
                .sql("UPDATE inbox_event SET received_at = timestamptz '2026-11-21 10:00Z' + id * interval '1 minute',"
                        + " type = CASE id WHEN 3 THEN 'OrderCancelled' ELSE 'OrderPlaced' END")
                .update();
        Instant from = Instant.parse("2026-11-21T10:02:00Z");
        var request = new ReplayRequest("erp", "OrderPlaced", from, from.plusSeconds(180), Set.of("DEAD"), "erp", 1000);

        PreviewResult.Made preview = replay.preview(request);
        assertThat(preview.job().matched()).isEqualTo(2);
        replay.jobs.start(preview.job().id(), TestReplay.COMMAND, false);
        assertThat(replay.finish(preview.job().id()).replayed()).isEqualTo(2);

        assertThat(replay.deliveries("erp"))
                .containsExactly("DEAD 1/0", "PENDING 1/1", "DEAD 1/0", "PENDING 1/1", "DEAD 1/0");
    }
}
