package dev.waybill.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbox.EventLog.Holding;
import dev.waybill.outbox.Circuit;
import dev.waybill.outbox.CircuitState;
import dev.waybill.outbox.Destinations.Condition;
import dev.waybill.outbox.LaneLog.Head;
import dev.waybill.outbox.Pause;
import dev.waybill.search.Found.DeliveryState;
import dev.waybill.search.Wait.Why;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WhyItWaitsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final DeliveryState OURS = new DeliveryState(20, "erp", "", 0, "PENDING", 1);
    private static final Head AT_HEAD = new Head(20, 2, null, false, null, null);
    private static final Condition STARTED = new Condition("started", null, null);

    @Test
    void an_event_waits_for_the_elder_whose_route_failed() {
        var why = new WhyItWaits(new Holding(1, "no such mapping", NOON), Map.of(), Map.of());
        assertThat(why.event(event("WAITING"))).satisfies(wait -> {
            assertThat(wait.why()).isEqualTo(Why.ELDER_NOT_ROUTED);
            assertThat(wait.event()).isEqualTo(1);
            assertThat(wait.until()).isEqualTo(NOON);
            assertThat(wait.sentence()).contains("no such mapping");
        });
        assertThat(why.event(event("ROUTED"))).isNull();
        assertThat(why.event(event("UNROUTED")).why()).isEqualTo(Why.NO_DESTINATION);
        assertThat(why.event(event("FAILED")).why()).isEqualTo(Why.ROUTE_FAILED);
        var free = new WhyItWaits(null, Map.of(), Map.of());
        assertThat(free.event(event("RECEIVED")).why()).isEqualTo(Why.TO_BE_ROUTED);
    }

    @Test
    void a_delivery_waits_for_the_dead_elder_at_the_head() {
        Wait wait = wait(new Head(10, 1, null, true, null, "400 bad article"), STARTED);
        assertThat(wait.why()).isEqualTo(Why.ELDER_NOT_DELIVERED);
        assertThat(wait.event()).isEqualTo(1);
        assertThat(wait.delivery()).isEqualTo(10);
        assertThat(wait.sentence())
                .contains("Event 1 of this order goes to erp first", "replay it or skip it", "400 bad");
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
        Wait away = wait(AT_HEAD, new Condition("started", null, circuit));
        assertThat(away.why()).isEqualTo(Why.OUT_OF_REACH);
        assertThat(away.until()).isEqualTo(NOON.plusSeconds(30));
        Wait backingOff = wait(new Head(20, 2, null, false, NOON, "503"), STARTED);
        assertThat(backingOff.why()).isEqualTo(Why.BACKING_OFF);
        assertThat(backingOff.until()).isEqualTo(NOON);
        assertThat(wait(AT_HEAD, new Condition("suspended", null, null)).why()).isEqualTo(Why.ROUTE_STOPPED);
        assertThat(wait(AT_HEAD, null).why()).isEqualTo(Why.ROUTE_STOPPED);
        assertThat(wait(AT_HEAD, STARTED).why()).isEqualTo(Why.DUE);
        assertThat(wait(null, STARTED).sentence()).contains("look again");
    }

    private static Wait wait(@Nullable Head head, @Nullable Condition condition) {
        return new WhyItWaits(
                        null,
                        head == null ? Map.of() : Map.of(20L, head),
                        condition == null ? Map.of() : Map.of("erp", condition))
                .delivery(event("ROUTED"), OURS);
    }

    private static Found event(String state) {
        return new Found(
                2, "covver", "OrderPlaced", "o-1", "o-1", null, null, "key", NOON, state, null, "so", false, List.of());
    }
}
