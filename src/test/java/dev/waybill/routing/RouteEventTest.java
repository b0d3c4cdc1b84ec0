package dev.waybill.routing;

import static dev.waybill.routing.TestInbox.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.inbox.InboxHeaders;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import dev.waybill.routing.RoutingSlip.Line;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Some ends of a route are decisions, others make the event FAILED. */
class RouteEventTest {

    private final TestInbox inbox = new TestInbox();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void the_destinations_that_a_route_names_are_its_decision() throws Exception {
        start(route -> route.process(names("erp"))
                .choice()
                .when(exchange ->
                        exchange.getIn().getHeader(InboxHeaders.EVENT_TYPE).equals("OrderPlaced"))
                .process(names("email"))
                .otherwise()
                .process(names("sftp"))
                .end());
        long event = inbox.store("order-1", "a");
        inbox.awaitRouted(event);
        assertThat(inbox.routed)
                .containsExactly(new RoutedEvent(
                        event, "covver", "a", List.of(new Line("erp", "", true), new Line("email", "", true)), null));
        await().until(() -> inbox.states().isEmpty());
    }

    @Test
    void a_plain_multicast_names_every_branch() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:erp").process(names("erp"));
                from("direct:email").process(names("email"));
                from("inbox:covver").multicast().stopOnException().to("direct:erp", "direct:email");
            }
        });
        inbox.store("order-1", "a");
        await().until(() -> !inbox.routed.isEmpty());
        assertThat(inbox.routed.getFirst().lines())
                .extracting(Line::destination)
                .containsExactly("erp", "email");
    }

    @Test
    void a_route_that_throws_has_not_decided() throws Exception {
        start(route -> route.process(names("erp")).throwException(new IllegalStateException("no such type")));
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).contains("no such type");
        assertThat(inbox.routed).isEmpty();
    }

    @Test
    void a_failure_that_is_handled_is_no_decision() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).process(names("email"));
                from("inbox:covver").process(names("erp")).throwException(new IllegalStateException("no such type"));
            }
        });
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).contains("handled a failure", "no such type");
    }

    @Test
    void a_failure_that_is_continued_or_caught_is_no_decision() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("inbox:covver")
                        .onException(Exception.class)
                        .continued(true)
                        .end()
                        .throwException(new IllegalStateException("no such type"))
                        .process(names("erp"));
                from("inbox:other")
                        .doTry()
                        .throwException(new IllegalStateException("no such type"))
                        .doCatch(Exception.class)
                        .log("caught")
                        .end()
                        .process(names("erp"));
            }
        });
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).contains("handled a failure");
    }

    @Test
    void a_failure_that_a_branch_handles_is_no_decision() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:erp")
                        .onException(Exception.class)
                        .handled(true)
                        .end()
                        .throwException(new IllegalStateException("no such type"));
                from("direct:email").process(names("email"));
                from("inbox:covver").multicast().to("direct:erp", "direct:email");
            }
        });
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).contains("handled a failure");
    }

    @Test
    void a_route_that_marks_for_rollback_has_not_decided() throws Exception {
        start(route -> route.process(names("erp")).markRollbackOnly());
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).isEqualTo("The route marked the exchange for rollback");
    }

    @Test
    void a_route_that_changes_the_body_has_not_decided() throws Exception {
        start(route -> route.process(names("erp")).setBody().constant("mapped"));
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).startsWith("The route changed the body");
    }

    @Test
    void a_destination_that_is_named_twice_spoils_the_decision() throws Exception {
        start(route -> route.process(names("erp")).process(names("erp")));
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).isEqualTo("outbox:erp was named twice");
    }

    @Test
    void a_destination_that_a_parallel_branch_names_spoils_the_decision() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:erp").process(names("erp"));
                from("inbox:covver").multicast().parallelProcessing().to("direct:erp");
            }
        });
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).startsWith("outbox:erp was named from another thread");
    }

    @Test
    void a_destination_that_a_wire_tap_names_while_the_route_waits_spoils_the_decision() throws Exception {
        CountDownLatch tapped = new CountDownLatch(1);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:erp").process(exchange -> {
                    try {
                        names("erp").process(exchange);
                    } finally {
                        tapped.countDown();
                    }
                });
                from("inbox:covver").wireTap("direct:erp").process(exchange -> tapped.await(10, TimeUnit.SECONDS));
            }
        });
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).startsWith("outbox:erp was named from another thread");
    }

    @Test
    void a_route_that_runs_too_long_has_not_decided() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("inbox:covver?routeTimeout=100").process(names("erp")).process(exchange -> never.await());
            }
        });
        inbox.store("order-1", "a");
        assertThat(inbox.awaitFailure()).isEqualTo("The route ran longer than 100 ms");
        assertThat(inbox.routed).isEmpty();
    }

    @Test
    void a_route_that_names_nobody_leaves_the_event_unrouted() throws Exception {
        start(route -> route.log("not of interest"));
        long event = inbox.store("order-1", "a");
        await().until(() -> "UNROUTED".equals(inbox.states().get(event)));
    }

    private void start(Consumer<RouteDefinition> steps) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from("inbox:covver"));
            }
        });
    }

    private void start(RouteBuilder routes) throws Exception {
        inbox.with(routes);
    }
}
