package dev.waybill.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.Destinations.Destination;
import dev.waybill.health.Pause;
import dev.waybill.overview.Overview.Attention;
import dev.waybill.overview.Overview.Line;
import dev.waybill.routing.StuckCounts.Stuck;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertsTest {

    @Test
    void events_that_no_route_takes_need_attention() {
        assertThat(texts(new Stuck(1, 0, 0, 0, 0, 0)))
                .containsExactly("1 event waits too long for routing: check that the route runs and is fast enough.");
        assertThat(texts(new Stuck(2, 0, 0, 0, 0, 0)))
                .containsExactly("2 events wait too long for routing: check that the route runs and is fast enough.");
        assertThat(texts(new Stuck(0, 0, 0, 0, 0, 0))).isEmpty();
    }

    @Test
    void a_destination_that_the_hub_paused_says_why_and_one_that_an_operator_paused_says_who() {
        assertThat(of(new Pause(Pause.HUB, "no field qty", Instant.EPOCH)))
                .containsExactly(
                        new Attention(false, "erp is paused by the hub.", "/console/destinations/erp", "no field qty"));
        assertThat(of(new Pause("ada", "moved", Instant.EPOCH)))
                .containsExactly(new Attention(false, "erp is paused by ada.", "/console/destinations/erp", null));
    }

    private static List<Attention> of(Pause pause) {
        Spark none = new Spark(new long[60]);
        var erp = new Destination("erp", "started", 0, 0, null, pause, null, 0.0, 1);
        Line line = new Line(erp, 0, 0, 0, none, none);
        return Alerts.of(List.of(), List.of(line), new Stuck(0, 0, 0, 0, 0, 0), List.of(), List.of());
    }

    private static List<String> texts(Stuck stuck) {
        return Alerts.of(List.of(), List.of(), stuck, List.of(), List.of()).stream()
                .map(Attention::text)
                .toList();
    }
}
