package dev.waybill.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.outbox.TestOutbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver with rules of its own, and one that is asked before a repetition, over real HTTP. */
class ReceiverTest {

    private static final int SILENCE = 0;

    private final TestOutbox outbox = new TestOutbox();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Deque<Integer> toSends = new ConcurrentLinkedDeque<>();
    private final Deque<Integer> toAsks = new ConcurrentLinkedDeque<>();
    private String body = "";
    private HttpServer erp;

    @BeforeEach
    void start() throws IOException {
        erp = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        erp.createContext("/orders", exchange -> {
            boolean asks = exchange.getRequestMethod().equals("GET");
            requests.add(asks ? "ask" : "send");
            exchange.getRequestBody().readAllBytes();
            int status = (asks ? toAsks : toSends).remove();
            if (status == SILENCE) {
                exchange.close(); // it has the order, and the hub never learns of it
            } else {
                answer(exchange, status, body);
            }
        });
        erp.start();
    }

    @AfterEach
    void close() {
        outbox.close();
        erp.stop(0);
    }

    @Test
    void an_error_in_a_200_is_no_delivery() throws Exception {
        toSends.add(200);
        body = "{\"error\":[\"UserError\"]}";
        through("outbox:erp?answers=tryton&maxAttempts=1");
        outbox.awaitStates("DEAD");
        assertThat(outbox.awaitAttempts(1))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt)
                        .containsEntry("outcome", "FAILED")
                        .containsEntry("status", 200)
                        .containsEntry("answer", body.getBytes(UTF_8))
                        .containsEntry("reason", "HTTP 200, which the rules of tryton read as a reason to try again"));
    }

    @Test
    void a_400_that_says_it_is_there_is_a_delivery() throws Exception {
        toSends.add(400);
        body = "{\"o:errorDetails\":[{\"o:errorCode\":\"IDEMPOTENCY_ERROR\"}]}";
        through("outbox:erp?answers=netsuite");
        outbox.awaitStates("DELIVERED");
        Map<String, Object> attempt = outbox.awaitAttempts(1).getFirst();
        assertThat(attempt).containsEntry("outcome", "DELIVERED").containsEntry("status", 400);
        assertThat(attempt.get("reason")).isNull();
        assertThat(String.valueOf(attempt.get("sent_to")))
                .endsWith("(it was there already, say the rules of netsuite about HTTP 400)");
    }

    @Test
    void a_refusal_by_the_rules_is_final() throws Exception {
        toSends.add(404);
        body = "{}";
        through("outbox:erp?answers=netsuite");
        outbox.awaitStates("DEAD");
        assertThat(outbox.awaitAttempts(1))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt).containsEntry("outcome", "REFUSED"));
    }

    @Test
    void an_order_that_arrived_without_an_answer_is_not_sent_again() throws Exception {
        toSends.add(SILENCE);
        toAsks.add(200);
        through("outbox:erp?answers=generic&askFirst=direct:ask");
        outbox.awaitStates("DELIVERED");
        assertThat(requests).containsExactly("send", "ask");
        assertThat(outbox.awaitAttempts(2))
                .extracting(each -> each.get("outcome"))
                .containsExactly("FAILED", "DELIVERED");
        assertThat(String.valueOf(outbox.awaitAttempts(2).getLast().get("sent_to")))
                .startsWith("GET ")
                .endsWith("(asked first whether it is there)");
    }

    @Test
    void an_order_that_is_not_there_is_sent_again_after_asking() throws Exception {
        toSends.addAll(List.of(503, 201));
        toAsks.add(404);
        through("outbox:erp?answers=generic&askFirst=direct:ask");
        outbox.awaitStates("DELIVERED");
        assertThat(requests).containsExactly("send", "ask", "send");
    }

    @Test
    void an_answer_that_does_not_say_whether_it_is_there_sends_nothing() throws Exception {
        toSends.add(SILENCE);
        toAsks.addAll(List.of(500, 200));
        through("outbox:erp?answers=generic&askFirst=direct:ask");
        outbox.awaitStates("DELIVERED");
        assertThat(requests).containsExactly("send", "ask", "ask");
        assertThat(outbox.awaitAttempts(3))
                .extracting(each -> each.get("status"))
                .containsExactly(null, 500, 200);
    }

    @Test
    void a_refused_call_before_the_hand_over_is_no_delivery_whatever_the_rules_say_of_it() throws Exception {
        body = "{\"o:errorDetails\":[{\"o:errorCode\":\"IDEMPOTENCY_ERROR\"}]}";
        toAsks.add(200);
        toSends.add(400);
        outbox.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp?answers=netsuite").to(orders("GET")).to(orders("POST"));
            }
        });
        outbox.route("order-1", "a");
        outbox.awaitStates("DEAD");
        assertThat(outbox.awaitAttempts(1))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt).containsEntry("outcome", "REFUSED"));
    }

    @Test
    void a_question_that_fails_after_its_call_does_not_say_that_it_is_there() throws Exception {
        toSends.addAll(List.of(503, 201));
        toAsks.addAll(List.of(200, 404));
        AtomicBoolean broken = new AtomicBoolean(true);
        outbox.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").setBody(constant(null)).to(orders("GET")).process(exchange -> {
                    if (broken.getAndSet(false)) {
                        throw new IllegalStateException("out of order");
                    }
                });
                from("outbox:erp?answers=generic&askFirst=direct:ask")
                        .removeHeaders("*")
                        .to(orders("POST"));
            }
        });
        outbox.route("order-1", "a");
        outbox.awaitStates("DELIVERED");
        assertThat(requests).containsExactly("send", "ask", "ask", "send");
        assertThat(String.valueOf(outbox.awaitAttempts(3).get(1).get("reason")))
                .startsWith("asked first, and sent nothing: ")
                .contains("out of order");
    }

    @Test
    void the_delivery_of_a_hub_that_died_is_asked_for_before_its_first_recorded_attempt() throws Exception {
        outbox.queue.route("order-1", "a", "erp");
        long dead = outbox.queue.node();
        outbox.queue.leaseOne("erp", dead);
        outbox.queue.die(dead);
        toAsks.add(200);
        start("outbox:erp?answers=generic&askFirst=direct:ask");
        outbox.tick(); // frees its lane
        outbox.tick();
        outbox.awaitStates("DELIVERED");
        assertThat(requests).containsExactly("ask");
    }

    private void through(String from) throws Exception {
        start(from);
        outbox.route("order-1", "a");
    }

    private void start(String from) throws Exception {
        outbox.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").setBody(constant(null)).to(orders("GET"));
                from(from).removeHeaders("*").to(orders("POST"));
            }
        });
    }

    private String orders(String method) {
        return "http://127.0.0.1:%d/orders?httpMethod=%s"
                .formatted(erp.getAddress().getPort(), method);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
