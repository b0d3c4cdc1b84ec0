package dev.waybill.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Judged;
import dev.waybill.kit.TwoAddresses;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.sandbox.ErpMode;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErpDeliveryTest {

    private static final ErpStub ERP = ErpStub.start();
    private static final Delivery ORDER = Delivery.of("OrderPlaced", """
        {"type":"OrderPlaced","data":{"id":"o-1","orderNumber":"123","orderLineItems":[{"id":"l-1","price":12.10}]}}\
        """);
    private static TestRoute route;

    @BeforeAll
    static void start() {
        route = TestRoute.start(
                "erp",
                "waybill.erp.url=" + ERP.url() + "/api/",
                "waybill.erp.token=s3cret",
                "camel.component.http.response-timeout=500");
    }

    @AfterAll
    static void stop() {
        route.close();
        ERP.close();
    }

    @BeforeEach
    void well() {
        ERP.resume();
        ERP.mode(ErpMode.OK);
        ERP.requireToken("s3cret");
    }

    @Test
    void an_order_is_posted_as_json_with_its_key_and_the_token() {
        Exchange done = route.deliver(ORDER);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class)).isEqualTo("{\"accepted\":true}");
        ErpRequest request = ERP.journal().getLast();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/api/orders");
        assertThat(request.key()).isEqualTo("wb_abc");
        assertThat(request.body()).isEqualTo("""
            {"orderId":"o-1","orderNumber":"123","status":"placed","lines":[{"lineId":"l-1","price":12.10}],\
            "source":{"event":"7","type":"OrderPlaced","receivedAt":"2026-11-21T20:45:00.123456Z"}}\
            """);
        assertThat(request.headers())
                .containsEntry("authorization", List.of("Bearer s3cret"))
                .containsEntry("content-type", List.of("application/json"))
                .containsEntry("user-agent", List.of("Waybill"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProductCreated", "CollectionDeleted"})
    void what_is_no_order_goes_to_the_catalog(String type) {
        route.deliver(Delivery.of(type, "{\"type\":\"x\",\"data\":{\"id\":\"p-1\",\"price\":1.50}}"));

        ErpRequest request = ERP.journal().getLast();
        assertThat(request.path()).isEqualTo("/api/catalog");
        assertThat(request.body())
                .startsWith("{\"type\":\"" + type + "\",\"id\":\"p-1\",\"data\":{\"id\":\"p-1\",\"price\":1.50}");
    }

    @Test
    void an_erp_whose_first_address_refuses_is_reached_at_its_second() {
        String url = ERP.url().toString().replace("127.0.0.1", TwoAddresses.NAME);
        assertThat(url).contains(TwoAddresses.NAME);
        try (TestRoute two = TestRoute.start("erp", "waybill.erp.url=" + url, "waybill.erp.token=s3cret")) {
            assertThat(two.deliver(ORDER).getException()).isNull();
        }
    }

    @Test
    void no_header_of_the_message_goes_out_or_changes_where_it_goes() {
        Exchange exchange = ORDER.exchange(route.camel());
        exchange.getMessage().setHeader("X-Evil", "1");
        exchange.getMessage().setHeader("Authorization", "Basic evil");
        exchange.getMessage().setHeader("Host", "evil.invalid");
        exchange.getMessage().setHeader("CamelHttpUri", "http://evil.invalid/");
        exchange.getMessage().setHeader("CamelHttpPath", "/evil");
        exchange.getMessage().setHeader("CamelHttpQuery", "evil=1");
        exchange.getMessage().setHeader("CamelHttpMethod", "DELETE");

        assertThat(route.send(exchange).getException()).isNull();

        ErpRequest request = ERP.journal().getLast();
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /api/orders");
        assertThat(request.headers().keySet())
                .containsExactlyInAnyOrder(
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "idempotency-key",
                        "user-agent");
        assertThat(request.headers().get("host")).containsExactly("127.0.0.1:" + ERP.port());
        assertThat(request.headers().get("authorization")).containsExactly("Bearer s3cret");
    }

    @Test
    void an_answer_of_200_is_a_delivery_whatever_it_says() {
        ERP.mode(ErpMode.GARBAGE);

        assertThat(route.deliver(ORDER).getException()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"DOWN, 503", "RETRY_AFTER, 429", "REFUSE, 400", "REDIRECT, 302", "UNAUTHORIZED, 401"})
    void any_other_answer_is_a_failure_with_its_status_after_one_request(ErpMode mode, int status) {
        ERP.mode(mode);
        int before = ERP.journal().size();

        Exchange done = route.deliver(ORDER);

        assertThat(done.getException())
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(status));
        assertThat(ERP.journal()).hasSize(before + 1);
    }

    @Test
    void what_the_erp_asks_and_says_comes_with_the_failure() {
        ERP.mode(ErpMode.RETRY_AFTER);
        assertThat(failure(route.deliver(ORDER)).getResponseHeaders()).containsEntry("Retry-after", "2");
        ERP.mode(ErpMode.REFUSE);
        assertThat(failure(route.deliver(ORDER)).getResponseBody()).isEqualTo("{\"error\":\"REFUSE\"}");
    }

    @Test
    void an_erp_that_never_answers_is_a_timeout() {
        ERP.mode(ErpMode.STALL);

        assertThat(route.deliver(ORDER).getException()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void an_erp_that_breaks_the_connection_is_a_failure_and_not_asked_twice() {
        ERP.mode(ErpMode.LOSE_ANSWER);
        int before = ERP.journal().size();

        assertThat(route.deliver(ORDER).getException())
                .isInstanceOfAny(NoHttpResponseException.class, SocketException.class);
        assertThat(ERP.journal()).hasSize(before + 1);
    }

    @Test
    void an_erp_that_is_away_refuses_the_connection_and_is_found_again_when_it_is_back() {
        ERP.stop();
        assertThat(route.deliver(ORDER).getException())
                .as("on a kept connection")
                .isInstanceOf(IOException.class);
        assertThat(route.deliver(ORDER).getException()).isInstanceOf(ConnectException.class);
        ERP.resume();
        assertThat(route.deliver(ORDER).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"data\":[]}", "{\"data\":{}} trailing", "{\"data\":{\"a\":"})
    void an_event_that_is_no_order_is_refused_for_good_and_not_sent(String body) {
        int before = ERP.journal().size();

        assertThat(Judged.refusal(
                        route.deliver(Delivery.of("OrderPlaced", body)).getException()))
                .startsWith("the event can't be mapped: ");
        assertThat(ERP.journal()).hasSize(before);
    }

    private static HttpOperationFailedException failure(Exchange done) {
        return done.getException(HttpOperationFailedException.class);
    }
}
