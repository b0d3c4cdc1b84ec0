package dev.waybill.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.quarantine.NoWayBack;
import dev.waybill.reroute.TestRouting;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private final TestRouting hub = new TestRouting(10);
    private final EventLog log = new EventLog(hub.jdbc, new NoWayBack());

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
    void the_bytes_are_read_as_received_and_what_proves_a_sender_is_hidden() {
        long event = hub.store("a", null);
        byte[] received = {'{', (byte) 0xff, 0, '}'};
        hub.jdbc
                .sql("UPDATE inbox_body SET body = :body, headers = :headers WHERE event_id = :id")
                .param("body", received)
                .param("headers", "[[\"Authorization\",\"Bearer of-somebody\"],[\"Accept\",\"*/*\"]]".getBytes(UTF_8))
                .param("id", event)
                .update();

        EventLog.Content content = log.content(event).orElseThrow();
        assertThat(content.body()).isEqualTo(received);
        assertThat(content.headers()).containsExactly(List.of("Authorization", "(hidden)"), List.of("Accept", "*/*"));
        assertThat(content.receivedOtherwise()).isFalse();
        assertThat(log.received(event)).hasValue(received);
    }

    @Test
    void what_arrived_otherwise_is_there_beside_what_was_signed() {
        long event = hub.store("b", null);
        hub.jdbc
                .sql("UPDATE inbox_body SET body = 'null', received = '1E+400' WHERE event_id = :id")
                .param("id", event)
                .update();

        EventLog.Content content = log.content(event).orElseThrow();
        assertThat(content.body()).asString(UTF_8).isEqualTo("null");
        assertThat(content.receivedOtherwise()).isTrue();
        assertThat(log.received(event))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString(UTF_8).isEqualTo("1E+400"));
    }
}
