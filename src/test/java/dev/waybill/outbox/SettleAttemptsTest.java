package dev.waybill.outbox;

import static dev.waybill.handover.TestQueue.POLICY;
import static dev.waybill.handover.TestQueue.delivered;
import static dev.waybill.handover.TestQueue.ended;
import static dev.waybill.handover.TestQueue.givenUp;
import static dev.waybill.handover.TestQueue.sending;
import static dev.waybill.handover.TestQueue.tryAgain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import dev.waybill.handover.Answer;
import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.OnDead;
import dev.waybill.handover.Outcome;
import dev.waybill.handover.Policy;
import dev.waybill.handover.SentMessage;
import dev.waybill.handover.TestQueue;
import dev.waybill.history.DeliveryLog;
import dev.waybill.history.SentMessageView;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An ended attempt has its effects, and only while the lease holds. */
class SettleAttemptsTest {

    private final TestQueue queue = TestQueue.fresh();
    private final long mine = queue.node();

    @Test
    void a_delivered_one_is_finished_and_its_empty_lane_is_closed() {
        queue.route("first", "a", "erp");
        Leased leased = queue.leaseOne("erp", mine);
        assertThat(queue.settle(leased, delivered())).containsExactly(leased.lease());
        assertThat(queue.states("erp")).containsExactly("DELIVERED");
        assertThat(queue.lanesOf("erp")).isEmpty();
    }

    @Test
    void a_failed_one_stays_open_and_its_lane_waits_for_the_pause() {
        queue.route("first", "a", "erp");
        queue.settle(queue.leaseOne("erp", mine), tryAgain("busy"));
        assertThat(queue.states("erp")).containsExactly("PENDING");
        assertThat(queue.lanesOf("erp")).singleElement().satisfies(lane -> {
            assertThat(lane).contains(entry("owner", null), entry("token", null), entry("blocked_by", null));
            assertThat((Timestamp) lane.get("due_at")).isAfter(now());
        });
    }

    @Test
    void a_refused_one_is_dead_and_blocks_its_lane() {
        queue.route("first", "a", "erp");
        Leased leased = queue.leaseOne("erp", mine);
        queue.settle(leased, givenUp("no"));
        assertThat(queue.states("erp")).containsExactly("DEAD");
        assertThat(queue.lanesOf("erp"))
                .singleElement()
                .satisfies(lane -> assertThat(lane)
                        .contains(
                                entry("owner", null),
                                entry("blocked_by", leased.delivery().id())));
    }

    @Test
    void a_refused_one_is_skipped_where_dead_ones_are_and_its_group_goes_on() {
        Policy skips = new Policy(3, POLICY.backoff(), Duration.ZERO, OnDead.skip);
        queue.route("first", "a", "erp");
        queue.route("second", "a", "erp");
        queue.settle(queue.leaseOne("erp", mine), givenUp("no"), skips);
        assertThat(queue.states("erp")).containsExactly("SKIPPED", "PENDING");
        assertThat(queue.lease("erp", mine)).hasSize(1);
    }

    @Test
    void an_attempt_is_recorded_with_all_that_came_back() {
        queue.route("first", "a", "erp");
        Leased leased = queue.leaseOne("erp", mine);
        queue.settle(
                leased, new Outcome.TryAgain(new Answer(503, "HTTP 503 Busy \0 \ud800", "later".getBytes()), null));
        assertThat(queue.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt)
                        .contains(
                                entry("delivery_id", leased.delivery().id()),
                                entry("number", 1),
                                entry("node", mine),
                                entry("started_at", Timestamp.from(Instant.parse("2026-11-21T10:15:30Z"))),
                                entry("duration_ms", 42),
                                entry("outcome", "FAILED"),
                                entry("status", 503),
                                entry("answer", "later".getBytes()),
                                entry("stale", false)));
    }

    @Test
    void an_attempt_is_recorded_with_what_it_handed_over() {
        queue.route("first", "a", "erp", "email");
        FinishedAttempt posted = ended(queue.leaseOne("erp", mine), delivered(), POLICY);
        FinishedAttempt mailed = ended(queue.leaseOne("email", mine), delivered(), POLICY);
        queue.settleAttempts.settle(List.of(
                sending(posted, new SentMessage("POST http://erp/orders \ud800", "{\"a\":".getBytes(), null, 70L)),
                sending(mailed, new SentMessage("smtp://mail", "<p>".getBytes(), "Hi".getBytes(), null))));
        var ledger = new DeliveryLog(queue.jdbc);
        assertThat(ledger.attempts(posted.delivery().id()))
                .singleElement()
                .extracting(DeliveryLog.Try::sent)
                .isEqualTo(new SentMessageView("POST http://erp/orders ?", "{\"a\":", null, 70L, true));
        assertThat(ledger.attempts(List.of(mailed.delivery().id()), 9)
                        .get(mailed.delivery().id()))
                .singleElement()
                .extracting(DeliveryLog.Try::sent)
                .isEqualTo(new SentMessageView("smtp://mail", "<p>", "Hi", null, false));
    }

    @Test
    void what_went_out_as_it_was_received_is_read_from_the_event() {
        queue.route("first", "a", "erp", "sftp");
        queue.jdbc.sql("UPDATE inbox_body SET body = 'as received'").update();
        FinishedAttempt posted = ended(queue.leaseOne("erp", mine), delivered(), POLICY);
        FinishedAttempt uploaded = ended(queue.leaseOne("sftp", mine), delivered(), POLICY);
        byte[] received = posted.delivery().event().body();
        queue.settleAttempts.settle(List.of(
                sending(posted, new SentMessage("http://erp", null, null, (long) received.length)),
                sending(uploaded, new SentMessage("sftp://files", null, null, null))));
        var ledger = new DeliveryLog(queue.jdbc);
        SentMessageView asReceived = new SentMessageView("http://erp", "as received", null, 11L, false);
        assertThat(ledger.attempts(posted.delivery().id()))
                .extracting(DeliveryLog.Try::sent)
                .containsExactly(asReceived);
        Map<Long, List<DeliveryLog.Try>> several = ledger.attempts(
                List.of(posted.delivery().id(), uploaded.delivery().id()), 9);
        assertThat(several.get(posted.delivery().id()))
                .extracting(DeliveryLog.Try::sent)
                .containsExactly(asReceived);
        assertThat(several.get(uploaded.delivery().id()))
                .extracting(DeliveryLog.Try::sent)
                .containsExactly(new SentMessageView("sftp://files", null, null, null, false));
    }

    @Test
    void attempts_go_on_counting() {
        queue.route("first", "a", "erp");
        queue.settle(queue.leaseOne("erp", mine), tryAgain("busy"));
        queue.passTime();
        queue.settle(queue.leaseOne("erp", mine), delivered());
        assertThat(queue.attempts())
                .extracting(attempt -> attempt.get("number"))
                .containsExactly(1, 2);
        assertThat(queue.jdbc
                        .sql("SELECT attempts FROM outbox_delivery")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void an_attempt_whose_lease_has_passed_on_is_recorded_as_stale_and_changes_nothing() {
        queue.route("first", "a", "erp");
        Leased lost = queue.leaseOne("erp", mine);
        queue.die(mine);
        queue.lanes.rescue();
        long other = queue.node();
        Leased now = queue.leaseOne("erp", other);

        assertThat(queue.settle(lost, delivered())).isEmpty();
        assertThat(queue.states("erp")).containsExactly("PENDING");
        assertThat(queue.settle(now, delivered())).hasSize(1);

        assertThat(queue.states("erp")).containsExactly("DELIVERED");
        assertThat(queue.attempts())
                .extracting(a -> a.get("node"), a -> a.get("stale"))
                .containsExactly(tuple(mine, true), tuple(other, false));
    }

    @Test
    void settling_again_after_a_lost_answer_changes_nothing() {
        queue.route("first", "a", "erp");
        queue.route("second", "a", "erp");
        Leased leased = queue.leaseOne("erp", mine);
        queue.settle(leased, delivered());
        assertThat(queue.settle(leased, delivered())).isEmpty();
        assertThat(queue.states("erp")).containsExactly("DELIVERED", "PENDING");
        assertThat(queue.lease("erp", mine)).hasSize(1);
    }

    @Test
    void many_lanes_of_several_owners_and_destinations_are_settled_in_one_commit() {
        queue.route("first", "a", "erp", "email");
        queue.route("second", "b", "erp");
        long other = queue.node();
        List<Leased> erp = queue.lease("erp", mine);
        Leased email = queue.leaseOne("email", other);
        queue.lanes.seize("erp", "covver/b");
        Set<LaneLease> held = queue.settleAttempts.settle(List.of(
                ended(erp.getFirst(), delivered(), POLICY),
                ended(erp.getLast(), delivered(), POLICY),
                ended(email, givenUp("no"), POLICY)));
        assertThat(held)
                .extracting(LaneLease::destination, LaneLease::lane)
                .containsExactlyInAnyOrder(tuple("erp", "covver/a"), tuple("email", "covver/a"));
        assertThat(queue.states("erp")).containsExactly("DELIVERED", "PENDING");
        assertThat(queue.states("email")).containsExactly("DEAD");
        assertThat(queue.attempts())
                .hasSize(3)
                .filteredOn(attempt -> (boolean) attempt.get("stale"))
                .hasSize(1);
    }

    private Timestamp now() {
        return queue.jdbc.sql("SELECT now()").query(Timestamp.class).single();
    }
}
