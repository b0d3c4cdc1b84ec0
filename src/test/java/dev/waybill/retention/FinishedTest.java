package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.LaneDriver.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events lose their bodies, and go for good: each way that an event can end, or not end. */
class FinishedTest {

    private final TestHub hub = TestHub.fresh(100);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void the_body_of_a_delivered_event_goes_when_its_time_is_over_and_the_event_at_the_horizon() {
        long event = hub.delivered("a");
        hub.purgeAll();
        assertThat(hub.hasBody(event)).as("at once").isTrue();

        hub.age(event, 31);
        hub.purgeAll();
        assertThat(hub.hasBody(event)).as("after 31 days").isFalse();
        assertThat(hub.hasEvent(event)).isTrue();

        hub.age(event, 370);
        hub.purgeAll();
        assertThat(hub.hasEvent(event)).as("after 401 days").isFalse();
        for (String table : new String[] {"inbox_work", "outbox_delivery", "outbox_attempt", "outbox_lane"}) {
            assertThat(hub.exists("SELECT FROM " + table)).as(table).isFalse();
        }
    }

    @Test
    void a_key_is_known_until_the_horizon_and_new_after_it() {
        long event = hub.delivered("a");
        hub.age(event, 399);
        hub.purgeAll();
        assertThat(hub.hasBody(event)).isFalse();
        assertThat(hub.store("a", null)).as("a re-send").isEqualTo(event);

        hub.age(event, 2);
        hub.purgeAll();
        assertThat(hub.store("a", null)).as("a later one").isGreaterThan(event);
    }

    @Test
    void time_runs_from_the_last_delivery_and_not_from_the_first() {
        long event = hub.delivered("a");
        hub.age(event, 500);
        hub.replay(hub.deliveryOf(event, "erp"));
        hub.settle("erp", Result.DELIVERED);
        hub.purgeAll();

        assertThat(hub.hasBody(event)).isTrue();
    }

    @Test
    void what_is_not_delivered_is_kept_for_ever() {
        long pending = hub.store("pending", null);
        hub.route();
        hub.settle("erp", Result.DELIVERED);
        long dead = hub.store("dead", "order 1");
        hub.route();
        hub.settle("erp", Result.REFUSED);
        long received = hub.store("received", null);
        hub.age(pending, 4000);
        hub.age(dead, 4000);
        hub.age(received, 4000);
        hub.purgeAll();

        assertThat(hub.hasBody(pending)).as("email is missing").isTrue();
        assertThat(hub.hasBody(dead)).as("dead").isTrue();
        assertThat(hub.hasBody(received)).as("not routed yet").isTrue();
    }

    @Test
    void what_is_not_routed_is_kept_for_ever() {
        long failed = hub.store("fail", "order 1");
        hub.route();
        long waiting = hub.store("b", "order 1");
        long unrouted = hub.store("none", null);
        hub.route();
        assertThat(hub.states()).containsExactly("FAILED", "WAITING", "UNROUTED");
        hub.age(failed, 4000);
        hub.age(waiting, 4000);
        hub.age(unrouted, 4000);
        hub.purgeAll();

        assertThat(hub.hasBody(failed)).isTrue();
        assertThat(hub.hasBody(waiting)).isTrue();
        assertThat(hub.hasBody(unrouted)).isTrue();
    }

    @Test
    void a_skipped_delivery_is_finished() {
        long event = hub.store("a", null);
        hub.route();
        hub.settle("email", Result.DELIVERED);
        hub.skip(hub.deliveryOf(event, "erp"));
        hub.age(event, 401);
        hub.purgeAll();

        assertThat(hub.hasEvent(event)).isFalse();
    }

    @Test
    void a_discarded_event_goes_by_the_time_of_its_discarding() {
        long event = hub.store("none", null);
        hub.route();
        hub.age(event, 500);
        hub.discard(event);
        hub.purgeAll();
        assertThat(hub.hasBody(event)).as("discarded today").isTrue();

        hub.age(event, 31);
        hub.purgeAll();
        assertThat(hub.hasBody(event)).isFalse();

        hub.age(event, 370);
        hub.purgeAll();
        assertThat(hub.hasEvent(event)).isFalse();
        assertThat(hub.exists("SELECT FROM inbox_discarded")).isFalse();
    }

    @Test
    void an_event_of_which_nothing_says_how_it_ended_is_kept() {
        long event = hub.store("a", null);
        hub.jdbc.sql("DELETE FROM inbox_work").update();
        hub.age(event, 4000);
        hub.purgeAll();

        assertThat(hub.hasBody(event)).isTrue();
    }

    @Test
    void an_event_whose_body_is_there_is_kept_however_old() {
        long event = hub.delivered("a");
        hub.age(event, 500);
        while (hub.step(hub.wholeEvents).more()) {
            // the next batch
        }
        assertThat(hub.hasEvent(event)).isTrue();
    }

    @Test
    void what_operators_did_stays() {
        long event = hub.delivered("a");
        hub.replay(hub.deliveryOf(event, "erp"));
        hub.settle("erp", Result.DELIVERED);
        hub.age(event, 500);
        hub.purgeAll();

        assertThat(hub.hasEvent(event)).isFalse();
        assertThat(hub.exists("SELECT FROM audit WHERE verb = 'replay'")).isTrue();
    }
}
