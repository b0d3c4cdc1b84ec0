package dev.waybill.handover;

import static org.apache.camel.builder.Builder.constant;
import static org.apache.camel.builder.Builder.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.outbox.Refused;
import dev.waybill.outbox.TestOutbox;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Some ends count as handed over, others only look like it. */
class HandOverTest {

    private final TestOutbox outbox = new TestOutbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void a_failure_that_is_handled_is_no_hand_over() throws Exception {
        outbox.answering(HandOverTest::fail);
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        onException(Exception.class).handled(true).to("outside:elsewhere");
                        from("outbox:erp").to("outside:erp");
                    }
                }))
                .containsEntry("outcome", "FAILED")
                .hasEntrySatisfying("reason", reason -> contains(reason, "hid a failure", "out of order"));
    }

    @Test
    void a_failure_that_is_continued_is_no_hand_over() throws Exception {
        outbox.answering(HandOverTest::fail);
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        onException(Exception.class).continued(true);
                        from("outbox:erp").to("outside:erp").to("outside:elsewhere");
                    }
                }))
                .containsEntry("outcome", "FAILED")
                .hasEntrySatisfying("reason", reason -> contains(reason, "hid a failure"));
    }

    @Test
    void a_failure_that_is_caught_is_no_hand_over() throws Exception {
        outbox.answering(HandOverTest::fail);
        assertThat(attempt(route -> route.doTry()
                        .to("outside:erp")
                        .doCatch(Exception.class)
                        .to("outside:elsewhere")
                        .end()))
                .containsEntry("outcome", "FAILED")
                .hasEntrySatisfying("reason", reason -> contains(reason, "hid a failure"));
    }

    @Test
    void a_failure_that_a_branch_handles_is_no_hand_over() throws Exception {
        outbox.answering(HandOverTest::fail);
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:branch")
                                .onException(Exception.class)
                                .handled(true)
                                .log("handled")
                                .end()
                                .to("outside:erp");
                        from("outbox:erp").multicast().to("direct:branch", "outside:elsewhere");
                    }
                }))
                .containsEntry("outcome", "FAILED")
                .hasEntrySatisfying("reason", reason -> contains(reason, "hid a failure"));
    }

    @Test
    void a_call_that_fails_in_a_part_and_is_silently_continued_is_no_hand_over() throws Exception {
        outbox.answering(exchange -> {
            if (exchange.getIn().getBody(String.class).equals("1")) {
                fail(exchange);
            }
        });
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:line")
                                .onException(Exception.class)
                                .continued(true)
                                .end()
                                .to("outside:erp");
                        from("outbox:erp").split(constant(List.of("1", "2"))).to("direct:line");
                    }
                }))
                .containsEntry("outcome", "FAILED")
                .hasEntrySatisfying("reason", reason -> contains(reason, "hid a failure"));
    }

    @Test
    void a_route_that_calls_nobody_is_no_hand_over() throws Exception {
        assertThat(attempt(route -> route.log("nothing to do")))
                .containsEntry("outcome", "FAILED")
                .containsEntry("reason", "the route ended without a hand-over");
    }

    @Test
    void a_call_within_the_hub_is_no_hand_over() throws Exception {
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:inside").log("inside");
                        from("outbox:erp").to("direct:inside");
                    }
                }))
                .containsEntry("reason", "the route ended without a hand-over");
    }

    @Test
    void a_call_from_a_part_of_the_message_is_a_hand_over() throws Exception {
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("outbox:erp").split(constant(List.of("1", "2"))).to("outside:erp");
                    }
                }))
                .containsEntry("outcome", "DELIVERED");
    }

    @Test
    void a_route_that_marks_for_rollback_is_no_hand_over() throws Exception {
        assertThat(attempt(route -> route.to("outside:erp").markRollbackOnly()))
                .containsEntry("outcome", "FAILED")
                .containsEntry("reason", "the route marked the exchange for rollback");
    }

    @Test
    void a_route_that_refuses_is_not_asked_again() throws Exception {
        assertThat(attempt(route -> route.throwException(new Refused("it has no order id"))))
                .containsEntry("outcome", "REFUSED")
                .containsEntry("reason", "it has no order id");
        outbox.awaitStates("DEAD");
    }

    @Test
    void an_attempt_that_takes_too_long_is_cut_off() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        outbox.answering(exchange -> never.await());
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("outbox:erp?attemptTimeout=100").to("outside:erp");
                    }
                }))
                .containsEntry("outcome", "FAILED")
                .containsEntry("reason", "timed out: cut off after 100 ms");
    }

    @Test
    void an_attempt_that_was_cut_off_goes_no_step_further() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        outbox.answering(exchange -> calls.incrementAndGet());
        attempt(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp?attemptTimeout=100&maxAttempts=1")
                        .to("outside:first")
                        .process(exchange -> {
                            thread.complete(Thread.currentThread());
                            awaitDeafly(cut);
                        })
                        .to("outside:erp");
            }
        });
        outbox.awaitStates("DEAD");
        cut.countDown();
        await().until(() -> !thread.get().isAlive());
        assertThat(calls).hasValue(0);
    }

    private static void awaitDeafly(CountDownLatch latch) {
        boolean waited = false;
        while (!waited) {
            try {
                latch.await();
                waited = true;
            } catch (InterruptedException e) {
                // deaf to it
            }
        }
    }

    @Test
    void an_answer_that_can_t_be_read_does_not_undo_the_hand_over() throws Exception {
        outbox.answering(exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
            exchange.getMessage().setBody(new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the connection broke while the answer was read");
                }
            });
        });
        assertThat(attempt(route -> route.to("outside:erp")))
                .containsEntry("outcome", "DELIVERED")
                .containsEntry("answer", null);
    }

    @Test
    void what_was_sent_is_not_taken_for_an_answer() throws Exception {
        outbox.answering(exchange -> exchange.getMessage().setBody("the file that went out"));
        assertThat(attempt(route -> route.to("outside:sftp")))
                .containsEntry("outcome", "DELIVERED")
                .containsEntry("answer", null);
    }

    @Test
    void what_goes_out_is_kept_as_it_goes_and_not_as_it_comes_back() throws Exception {
        outbox.answering(exchange -> exchange.getMessage().setBody("the answer"));
        assertThat(attempt(route -> route.setBody(constant("for the ERP"))
                        .setHeader("Idempotency-Key", header(OutboxHeaders.KEY))
                        .to("outside:erp")
                        .setBody(constant("something else"))))
                .hasEntrySatisfying(
                        "sent_to",
                        to -> contains(
                                to,
                                "outside://erp\nIdempotency-Key: wb_",
                                "(as made by the route: the output of outside: is not recorded)"))
                .containsEntry("sent", "for the ERP".getBytes())
                .containsEntry("sent_bytes", 11L);
    }

    @Test
    void what_goes_out_as_it_was_received_is_not_kept_a_second_time() throws Exception {
        assertThat(attempt(route -> route.to("outside:erp")))
                .containsEntry(
                        "sent_to", "outside://erp\n(as made by the route: the output of outside: is not recorded)")
                .containsEntry("sent", null)
                .hasEntrySatisfying(
                        "sent_bytes", bytes -> assertThat((Long) bytes).isPositive());
    }

    @Test
    void what_a_route_wrote_into_the_received_bytes_is_kept() throws Exception {
        assertThat(attempt(route -> route.process(
                                exchange -> exchange.getMessage().getBody(byte[].class)[0] = '!')
                        .to("outside:erp")))
                .hasEntrySatisfying("sent", sent -> assertThat((byte[]) sent).startsWith('!'));
    }

    @Test
    void what_could_not_be_handed_over_is_kept_too() throws Exception {
        outbox.answering(HandOverTest::fail);
        assertThat(attempt(route -> route.setBody(constant("for the ERP")).to("outside:erp")))
                .containsEntry("outcome", "FAILED")
                .containsEntry("sent", "for the ERP".getBytes());
    }

    @Test
    void of_several_messages_the_last_is_kept_and_none_of_what_stays_within_the_hub() throws Exception {
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:inside").log("inside");
                        from("outbox:erp")
                                .split(constant(List.of("1", "2")))
                                .to("outside:erp")
                                .end()
                                .setBody(constant("within"))
                                .to("direct:inside");
                    }
                }))
                .containsEntry("sent", "2".getBytes());
    }

    @Test
    void an_attempt_that_calls_nobody_keeps_nothing() throws Exception {
        assertThat(attempt(route -> route.log("nothing to do")))
                .containsEntry("sent_to", null)
                .containsEntry("sent", null);
    }

    @Test
    void the_clock_of_an_attempt_starts_at_its_first_call() throws Exception {
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("outbox:erp?attemptTimeout=100")
                                .process(exchange -> new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS))
                                .to("outside:erp");
                    }
                }))
                .containsEntry("outcome", "DELIVERED");
    }

    @Test
    void a_mapping_that_does_not_end_is_cut_off_and_nothing_is_given_up() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(attempt(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("outbox:erp?maxAttempts=1")
                                .process(exchange -> never.await())
                                .to("outside:erp");
                    }
                }))
                .containsEntry("outcome", "FAILED")
                .containsEntry("reason", "the mapping took too long: cut off after 1000 ms");
        outbox.awaitStates("PENDING");
    }

    @Test
    void an_error_of_the_program_is_tried_again_like_any_failure() throws Exception {
        outbox.camel.getShutdownStrategy().setTimeout(1);
        assertThat(attempt(route -> route.process(exchange -> {
                    throw new StackOverflowError("deep");
                })))
                .containsEntry("outcome", "FAILED")
                .hasEntrySatisfying("reason", reason -> contains(reason, "deep"));
    }

    private Map<String, Object> attempt(Consumer<RouteDefinition> steps) throws Exception {
        return attempt(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from("outbox:erp"));
            }
        });
    }

    /** Runs one delivery through the routes. @return its first attempt as recorded */
    private Map<String, Object> attempt(RouteBuilder routes) throws Exception {
        outbox.with(routes);
        outbox.route("event", "a");
        return outbox.awaitAttempts(1).getFirst();
    }

    private static void fail(Object exchange) throws IOException {
        throw new IOException("the printer is out of order");
    }

    private static void contains(Object reason, String... parts) {
        assertThat((String) reason).contains(parts);
    }
}
