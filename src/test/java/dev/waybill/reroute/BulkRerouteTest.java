package dev.waybill.reroute;

import static dev.waybill.reroute.TestRouting.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbox.Slot;
import dev.waybill.operator.Command;
import dev.waybill.reroute.BulkReroute.Filter;
import dev.waybill.reroute.BulkReroute.Routed;
import dev.waybill.reroute.BulkReroute.Stuck;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A mended route, and everything that it had left behind. */
class BulkRerouteTest {

    private static final Command COMMAND = new Command("somebody", "the route is mended");
    private static final Filter ALL_UNROUTED = new Filter(Stuck.UNROUTED, null, null);
    private static final Filter ALL_FAILED = new Filter(Stuck.FAILED, null, null);

    private static final String UNROUTED = """
        WITH event AS (
          INSERT INTO inbox_event (source, idempotency_key, message_group, type, digest, secret_id)
          SELECT 'covver', 'event ' || i, :group, 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test'
            FROM generate_series(0, :count - 1) i ORDER BY i RETURNING id),
        body AS (INSERT INTO inbox_body SELECT id, '[]', '{}' FROM event)
        INSERT INTO inbox_work (event_id, source, slot, message_group, state)
        SELECT id, 'covver', :slot, :group, 'UNROUTED' FROM event
        """;

    private final TestRouting routing = new TestRouting(500);
    private final BulkReroute matching = routing.routeMatching(BulkReroute.MOST);

    @Test
    void all_that_nobody_wanted_is_routed_in_order() throws InterruptedException {
        List<String> keys = unrouted(20, "order");
        assertThat(matching.route(ALL_UNROUTED, COMMAND)).isEqualTo(new Routed(20, false));
        keys.forEach(key -> routing.names(key, to("erp", "")));
        routing.routeAll();
        assertThat(routing.delivered()).isEqualTo(keys);
        assertThat(routing.states()).isEmpty();
    }

    @Test
    void all_that_failed_is_due_at_once() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            routing.fails("event " + i);
            routing.store("event " + i, "order " + i);
        }
        routing.routeAll();
        assertThat(routing.states()).hasSize(5).containsValue("FAILED");
        assertThat(matching.route(ALL_FAILED, COMMAND).events()).isEqualTo(5);
        assertThat(matching.route(ALL_FAILED, COMMAND).events())
                .as("they are due already")
                .isZero();
        IntStream.range(0, 5).forEach(i -> routing.names("event " + i, to("erp", "")));
        routing.routeAll();
        assertThat(routing.states()).isEmpty();
    }

    @Test
    void only_what_matches_is_taken() throws InterruptedException {
        unrouted(3, "order");
        routing.jdbc
                .sql("UPDATE inbox_event SET type = 'CatalogUpdated' WHERE idempotency_key = 'event 1'")
                .update();
        assertThat(routed(Stuck.UNROUTED, "another", null)).isZero();
        assertThat(routed(Stuck.UNROUTED, null, "NoSuchType")).isZero();
        assertThat(routed(Stuck.FAILED, null, null)).isZero();
        assertThat(routed(Stuck.UNROUTED, TestRouting.SOURCE, "CatalogUpdated")).isEqualTo(1);
        assertThat(routing.states()).containsEntry("event 1", "RECEIVED").containsEntry("event 2", "UNROUTED");
    }

    @Test
    void two_operators_at_once_take_each_event_once() {
        unrouted(2500, "order");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int taken = Stream.of(1, 2)
                    .map(n -> CompletableFuture.supplyAsync(() -> matching.route(ALL_UNROUTED, COMMAND), threads))
                    .toList()
                    .stream()
                    .mapToInt(one -> one.join().events())
                    .sum();
            assertThat(taken).isEqualTo(2500);
        }
        assertThat(routing.states()).hasSize(2500).doesNotContainValue("UNROUTED");
    }

    @Test
    void a_command_stops_at_its_limit_and_the_next_one_goes_on() {
        unrouted(2500, "order");
        BulkReroute limited = routing.routeMatching(2000);
        assertThat(limited.route(ALL_UNROUTED, COMMAND)).isEqualTo(new Routed(2000, true));
        assertThat(limited.route(ALL_UNROUTED, COMMAND)).isEqualTo(new Routed(500, false));
    }

    @Test
    void each_command_is_audited_once_with_its_filter() {
        unrouted(3, "order");
        matching.route(new Filter(Stuck.UNROUTED, "covver", "OrderPlaced"), COMMAND);
        assertThat(routing.jdbc
                        .sql("SELECT who, verb, subject, reason FROM audit")
                        .query()
                        .singleRow())
                .containsEntry("who", "somebody")
                .containsEntry("verb", "route")
                .containsEntry("subject", "events UNROUTED, source covver, type OrderPlaced, up to id")
                .containsEntry("reason", "the route is mended");
    }

    private int routed(Stuck state, String source, String type) {
        return matching.route(new Filter(state, source, type), COMMAND).events();
    }

    /** One after the other in one group, as their routes left them. */
    private List<String> unrouted(int count, String group) {
        routing.jdbc
                .sql(UNROUTED)
                .param("count", count)
                .param("group", group)
                .param("slot", Slot.of(TestRouting.SOURCE, group))
                .update();
        List<String> keys =
                IntStream.range(0, count).mapToObj(i -> "event " + i).toList();
        keys.forEach(routing::names);
        return keys;
    }
}
