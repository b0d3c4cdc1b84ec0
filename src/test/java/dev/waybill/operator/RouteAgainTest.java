package dev.waybill.operator;

import static dev.waybill.reroute.TestRouting.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.waybill.history.EventLog;
import dev.waybill.operator.CommandResult.Done;
import dev.waybill.operator.CommandResult.NotFound;
import dev.waybill.operator.CommandResult.NotPossible;
import dev.waybill.quarantine.NoWayBack;
import dev.waybill.reroute.TestRouting;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** An event that routing had finished with goes through its mended route once more. */
class RouteAgainTest {

    private static final Command COMMAND = new Command("somebody", "the route is mended");

    private final TestRouting routing = new TestRouting(10);

    @Test
    void a_routed_event_gets_only_the_destinations_that_it_does_not_have() throws InterruptedException {
        long event = routed("event", "order");
        routing.names("event", to("erp", ""), to("email", ""));
        assertThat(route(event)).isInstanceOf(Done.class);
        routing.routeAll();
        assertThat(destinations(event)).containsExactly("erp", "email");
        assertThat(routing.states()).isEmpty();
        assertThat(audited()).containsExactly("route-again");
    }

    @Test
    void a_routed_event_whose_route_names_nothing_new_is_routed_as_before() throws InterruptedException {
        long event = routed("event", "order");
        route(event);
        routing.routeAll();
        assertThat(routing.ran).containsExactly("event", "event");
        assertThat(destinations(event)).containsExactly("erp");
        assertThat(state(event)).isEqualTo("ROUTED");
    }

    @Test
    void a_routed_event_whose_route_names_nothing_at_all_keeps_its_deliveries_and_is_not_stuck()
            throws InterruptedException {
        long event = routed("event", "order");
        long other = routing.store("nobody's", "other");
        routing.names("event");
        routing.names("nobody's");
        route(event);
        routing.routeAll();
        assertThat(state(event)).isEqualTo("ROUTED");
        assertThat(state(other)).isEqualTo("UNROUTED");
        assertThat(routing.states()).containsExactly(entry("nobody's", "UNROUTED"));
    }

    @Test
    void a_routed_event_waits_behind_a_failed_elder_and_follows_it() throws InterruptedException {
        routing.names("elder");
        long elder = routing.store("elder", "order");
        long event = routed("event", "order");
        routing.fails("elder");
        route(elder);
        routing.routeAll();
        assertThat(routing.states()).containsExactly(entry("elder", "FAILED"));
        routing.names("event", to("email", ""));
        route(event);
        routing.routeAll();
        assertThat(routing.states()).containsExactly(entry("elder", "FAILED"), entry("event", "WAITING"));
        routing.names("elder", to("email", ""));
        routing.passTime();
        routing.routeAll();
        assertThat(routing.states()).isEmpty();
        assertThat(routing.delivered()).containsExactly("event", "elder", "event");
    }

    @Test
    void a_second_routing_that_fails_holds_the_group_until_it_is_given_up_and_leaves_the_event_routed()
            throws InterruptedException {
        long event = routed("event", "order");
        routing.fails("event");
        route(event);
        routing.routeAll();
        routing.store("later", "order");
        routing.routeAll();
        assertThat(routing.states()).containsExactly(entry("event", "FAILED"), entry("later", "WAITING"));
        assertThat(routing.commands().discard(event, COMMAND))
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.sentence()).contains("keeps its deliveries"));
        routing.routeAll();
        assertThat(routing.states()).isEmpty();
        assertThat(state(event)).isEqualTo("ROUTED");
        assertThat(destinations(event)).containsExactly("erp");
    }

    @Test
    void a_discarded_event_can_be_routed_after_all() throws InterruptedException {
        routing.fails("event");
        long event = routing.store("event", "order");
        routing.routeAll();
        routing.commands().discard(event, COMMAND);
        assertThat(state(event)).isEqualTo("DISCARDED");
        routing.names("event", to("erp", ""));
        assertThat(route(event)).isInstanceOf(Done.class);
        routing.routeAll();
        assertThat(state(event)).isEqualTo("ROUTED");
        assertThat(destinations(event)).containsExactly("erp");
        assertThat(audited()).containsExactly("discard", "undiscard", "route");
    }

    @Test
    void a_discarded_event_that_nobody_wants_is_stuck_like_any_other() throws InterruptedException {
        routing.fails("event");
        long event = routing.store("event", "order");
        routing.routeAll();
        routing.commands().discard(event, COMMAND);
        routing.names("event");
        route(event);
        routing.routeAll();
        assertThat(state(event)).isEqualTo("UNROUTED");
    }

    @Test
    void an_event_on_its_way_is_not_put_back() {
        long event = routing.store("event", "order");
        assertThat(route(event)).isInstanceOf(NotPossible.class);
        assertThat(route(event + 1)).isInstanceOf(NotFound.class);
        assertThat(audited()).isEmpty();
    }

    @Test
    void two_operators_put_it_back_once() throws InterruptedException {
        long event = routed("event", "order");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> route(event), threads);
            var second = CompletableFuture.supplyAsync(() -> route(event), threads);
            assertThat(List.of(first.join(), second.join()))
                    .hasAtLeastOneElementOfType(Done.class)
                    .hasAtLeastOneElementOfType(NotPossible.class);
        }
        routing.routeAll();
        assertThat(routing.ran).containsExactly("event", "event");
    }

    @Test
    void an_event_whose_body_retention_has_deleted_can_not_be_routed_again() throws InterruptedException {
        long event = routed("event", "order");
        routing.jdbc.sql("DELETE FROM inbox_body").update();
        assertThat(route(event))
                .isInstanceOfSatisfying(
                        NotPossible.class, no -> assertThat(no.sentence()).contains("Retention has deleted"));
        assertThat(state(event)).isEqualTo("ROUTED");
        assertThat(routing.states()).isEmpty();
    }

    @Test
    void a_command_waits_for_retention_at_work_on_the_body_and_finds_it_gone() throws Exception {
        long event = routed("event", "order");
        try (Connection retention = routing.database.getConnection()) {
            retention.setAutoCommit(false);
            retention.createStatement().execute("SELECT 1 FROM inbox_body FOR UPDATE");
            retention.createStatement().execute("DELETE FROM inbox_body");
            var result = CompletableFuture.supplyAsync(() -> route(event));
            await().until(() -> waiting() == 1);
            retention.commit();
            assertThat(result.join()).isInstanceOf(NotPossible.class);
        }
        assertThat(routing.states()).isEmpty();
    }

    private long routed(String key, String group) throws InterruptedException {
        long event = routing.store(key, group);
        routing.routeAll();
        assertThat(state(event)).isEqualTo("ROUTED");
        return event;
    }

    private CommandResult route(long event) {
        return routing.commands().route(event, COMMAND);
    }

    private String state(long event) {
        return new EventLog(routing.jdbc, new NoWayBack())
                .find(event)
                .orElseThrow()
                .state();
    }

    private List<String> destinations(long event) {
        return routing.jdbc
                .sql("SELECT destination FROM outbox_delivery WHERE event_id = :id ORDER BY id")
                .param("id", event)
                .query(String.class)
                .list();
    }

    private List<String> audited() {
        return routing.jdbc
                .sql("SELECT verb FROM audit ORDER BY id")
                .query(String.class)
                .list();
    }

    private int waiting() {
        return routing.jdbc
                .sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type"
                        + " = 'Lock'")
                .query(Integer.class)
                .single();
    }
}
