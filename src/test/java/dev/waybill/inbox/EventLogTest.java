package dev.waybill.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventLogTest {

    private final TestRouting hub = new TestRouting(10);
    private final EventLog log = new EventLog(hub.jdbc);

    @Test
    void an_event_whose_body_was_purged_is_still_read_and_says_so() throws Exception {
        long event = hub.store("a", null);
        hub.routeAll();
        assertThat(log.find(event)).get().extracting(EventLog.Entry::purged).isNull();

        hub.jdbc.sql("DELETE FROM inbox_body").update();
        assertThat(log.find(event)).get().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo("ROUTED");
            assertThat(entry.purged()).startsWith("The body is purged: waybill.retention.bodies has passed");
        });
    }

    @Test
    void what_is_not_routed_has_its_body() throws Exception {
        hub.fails("a");
        hub.store("a", null);
        hub.routeAll();

        assertThat(log.unfinished("FAILED", 0, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.purged()).isNull());
    }
}
