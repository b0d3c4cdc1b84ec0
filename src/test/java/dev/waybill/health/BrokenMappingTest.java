package dev.waybill.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.destination.DestinationCommands;
import dev.waybill.operator.Command;
import dev.waybill.outbox.Refused;
import dev.waybill.outbox.TestOutbox;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapping that fails in its own code costs no event; one that says that an event can't be mapped does. */
class BrokenMappingTest {

    private final TestOutbox outbox = new TestOutbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"herder(\"x\")", ".a.b | .c + {}", "def f: f; f", "\"x\" | .y"})
    void the_destination_is_paused_and_every_event_waits(String jq) throws Exception {
        outbox.with(mapping(jq));
        IntStream.range(0, 12).forEach(i -> outbox.route("event " + i, "group " + i));

        Pause pause = await().atMost(Duration.ofSeconds(10))
                .until(() -> new Pauses(outbox.queue.jdbc).find("erp").orElse(null), found -> found != null);

        assertThat(pause.who()).isEqualTo("the hub");
        assertThat(pause.reason())
                .startsWith("3 attempts in a row failed with the same error: the mapping is broken: ");
        await().until(() -> outbox.leased() == 0);
        assertThat(outbox.queue.states("erp")).hasSize(12).containsOnly("PENDING");
        assertThat(outbox.queue.attempts())
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(attempt ->
                        assertThat(attempt).containsEntry("outcome", "FAILED").containsEntry("sent_to", null));
        assertThat(outbox.queue
                        .jdbc
                        .sql("SELECT who || ' ' || verb || ' ' || subject_name FROM audit")
                        .query(String.class)
                        .list())
                .containsExactly("the hub pause erp");
        assertThat(outbox.metrics
                        .counter("waybill.outbox.mapping.pauses", "destination", "erp")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_mended_mapping_delivers_all_after_a_resume() throws Exception {
        outbox.with(mapping("herder(\"x\")"));
        IntStream.range(0, 6).forEach(i -> outbox.route("event " + i, "group " + i));
        var pauses = new Pauses(outbox.queue.jdbc);
        await().until(() -> pauses.find("erp").isPresent() && outbox.leased() == 0);

        outbox.camel.getRouteController().stopRoute("erp");
        outbox.camel.removeRoute("erp");
        outbox.camel.addRoutes(mapping("{a: 1}"));
        new DestinationCommands(outbox.queue.transaction, outbox.queue.jdbc, name -> true, outbox.component::wake)
                .resume("erp", new Command("nora", "mended"));
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            outbox.tick();
            return outbox.queue.states("erp").stream().allMatch("DELIVERED"::equals);
        });
    }

    @Test
    void an_event_that_the_mapping_refuses_is_dead_at_once_and_the_destination_goes_on() throws Exception {
        outbox.with(mapping("error(\"no order\")"));
        IntStream.range(0, 5).forEach(i -> outbox.route("event " + i, "group " + i));
        outbox.awaitStates("DEAD", "DEAD", "DEAD", "DEAD", "DEAD");
        assertThat(outbox.queue.attempts().getFirst())
                .containsEntry("outcome", "REFUSED")
                .containsEntry("reason", "the event can't be mapped: no order");
        assertThat(new Pauses(outbox.queue.jdbc).find("erp")).isEmpty();
    }

    @Test
    void a_route_that_turns_every_failure_into_a_refusal_buries_nothing_either() throws Exception {
        outbox.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp")
                        .routeId("erp")
                        .doTry()
                        .transform(jq("herder(\"x\")"))
                        .doCatch(Exception.class)
                        .throwException(Refused.class, "It can't be mapped: ${exception.message}")
                        .end()
                        .to("outside:erp");
            }
        });
        outbox.route("event", "group");
        await().until(() -> new Pauses(outbox.queue.jdbc).find("erp").isPresent());
        assertThat(outbox.queue.states("erp")).containsExactly("PENDING");
    }

    @Test
    void a_template_that_fails_is_broken_as_well() throws Exception {
        outbox.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp")
                        .routeId("erp")
                        .setHeader("CamelFreemarkerTemplate", constant("${nothing.there}"))
                        .to("freemarker:x?allowTemplateFromHeader=true")
                        .to("outside:erp");
            }
        });
        outbox.route("event", "group");
        await().until(() -> new Pauses(outbox.queue.jdbc).find("erp").isPresent());
        assertThat(outbox.queue.states("erp")).containsExactly("PENDING");
    }

    private static RouteBuilder mapping(String jq) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp")
                        .routeId("erp")
                        .setBody(constant("{\"a\":{\"b\":{\"c\":1}}}"))
                        .transform()
                        .jq(jq)
                        .to("outside:erp");
            }
        };
    }
}
