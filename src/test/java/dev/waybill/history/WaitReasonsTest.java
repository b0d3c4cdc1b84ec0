package dev.waybill.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.Destinations.Condition;
import dev.waybill.health.Circuit;
import dev.waybill.health.CircuitState;
import dev.waybill.health.Pause;
import dev.waybill.history.EventLog.Holding;
import dev.waybill.history.LaneLog.Head;
import dev.waybill.history.WaitReason.Why;
import dev.waybill.search.EventSummary;
import dev.waybill.search.EventSummary.DeliverySummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitReasonsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final DeliverySummary OURS = new DeliverySummary(20, "erp", "", 0, "PENDING", 1);
    private static final Head AT_HEAD = new Head(20, 2, null, false, null, null);
    private static final Condition STARTED = new Condition("started", null, null);

    @Test
    void an_event_waits_for_the_elder_whose_route_failed() {
        var why = new WaitReasons(new Holding(1, "no such mapping", NOON), Map.of(), Map.of());
        assertThat(why.event(event("WAITING"))).satisfies(wait -> {
            assertThat(wait.why()).isEqualTo(Why.ELDER_NOT_ROUTED);
            assertThat(wait.event()).isEqualTo(1);
            assertThat(wait.until()).isEqualTo(NOON);
            assertThat(wait.sentence()).contains("no such mapping");
        });
        assertThat(why.event(event("ROUTED"))).isNull();
        assertThat(why.event(event("UNROUTED")).why()).isEqualTo(Why.NO_DESTINATION);
        assertThat(why.event(event("FAILED")).why()).isEqualTo(Why.ROUTE_FAILED);
        var free = new WaitReasons(null, Map.of(), Map.of());
        assertThat(free.event(event("RECEIVED")).why()).isEqualTo(Why.TO_BE_ROUTED);
    }

    @Test
    void a_delivery_waits_for_the_dead_elder_at_the_head() {
        WaitReason wait = wait(new Head(10, 1, null, true, null, "400 bad article"), STARTED);
        assertThat(wait.why()).isEqualTo(Why.ELDER_NOT_DELIVERED);
        assertThat(wait.event()).isEqualTo(1);
        assertThat(wait.delivery()).isEqualTo(10);
        assertThat(wait.sentence())
                .contains("Event 1 of this order must reach erp first", "replay it or skip it", "400 bad");
    }

    @Test
    void the_head_waits_for_what_is_in_its_way() {
        Pause pause = new Pause("night shift", "the ERP is moved", NOON);
        Circuit circuit = new Circuit(CircuitState.OPEN, NOON, NOON.plusSeconds(30), 3, null, 10, "timed out");
        assertThat(wait(new Head(20, 2, 7L, false, null, null), STARTED).why()).isEqualTo(Why.IN_FLIGHT);
        assertThat(wait(new Head(20, 2, null, true, null, "400"), STARTED).why())
                .isEqualTo(Why.DEAD);
        assertThat(wait(AT_HEAD, new Condition("started", pause, circuit)).sentence())
                .contains("night shift", "moved");
        WaitReason away = wait(AT_HEAD, new Condition("started", null, circuit));
        assertThat(away.why()).isEqualTo(Why.OUT_OF_REACH);
        assertThat(away.until()).isEqualTo(NOON.plusSeconds(30));
        WaitReason backingOff = wait(new Head(20, 2, null, false, NOON, "503"), STARTED);
        assertThat(backingOff.why()).isEqualTo(Why.BACKING_OFF);
        assertThat(backingOff.until()).isEqualTo(NOON);
        assertThat(wait(AT_HEAD, new Condition("suspended", null, null)).why()).isEqualTo(Why.ROUTE_STOPPED);
        assertThat(wait(AT_HEAD, null).why()).isEqualTo(Why.ROUTE_STOPPED);
        assertThat(wait(AT_HEAD, STARTED).why()).isEqualTo(Why.DUE);
        assertThat(wait(null, STARTED).sentence()).contains("look again");
    }

    private static WaitReason wait(@Nullable Head head, @Nullable Condition condition) {
        return new WaitReasons(
                        null,
                        head == null ? Map.of() : Map.of(20L, head),
                        condition == null ? Map.of() : Map.of("erp", condition))
                .delivery(event("ROUTED"), OURS);
    }

    private static EventSummary event(String state) {
        return new EventSummary(
                2, "covver", "OrderPlaced", "o-1", "o-1", null, null, "key", NOON, state, null, "so", false, List.of());
    }
}
