package dev.waybill.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.handover.ReadOutcome;
import dev.waybill.mapping.Advice;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.RouteWorld;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@CamelSpringBootTest
@SpringBootTest(
        classes = RouteWorld.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/erp.camel.yaml,file:routes/template-json-http-either.camel.yaml",
            "waybill.erp.url=https://erp.example.com/api"
        })
class ErpRouteTest {

    @Autowired
    private CamelContext camel;

    @EndpointInject("mock:orders")
    private MockEndpoint orders;

    @EndpointInject("mock:catalog")
    private MockEndpoint catalog;

    @BeforeEach
    void advise() throws Exception {
        Advice.replace(
                camel,
                "erp",
                Map.of("http://.*\\{url}.*", "mock:orders", "http://.*\\{otherwiseUrl}.*", "mock:catalog"));
    }

    @Test
    void an_order_goes_to_orders_only_with_key_and_json_and_the_hubs_own_headers() throws Exception {
        orders.expectedMessageCount(1);
        orders.expectedHeaderReceived("Idempotency-Key", "wb_abc");
        orders.expectedHeaderReceived("Content-Type", "application/json");
        catalog.expectedMessageCount(0);

        Exchange delivery =
                Delivery.of("OrderConfirmed", "{\"data\":{\"id\":\"o-1\"}}").exchange(camel);
        delivery.getMessage().setHeader("X-Evil", "1");
        assertThat(send(delivery).getException()).isNull();

        MockEndpoint.assertIsSatisfied(camel);
        var message = orders.getExchanges().getFirst().getMessage();
        assertThat(message.getHeaders()).doesNotContainKey("X-Evil");
        assertThat(message.getBody()).isInstanceOf(byte[].class);
        assertThat(message.getBody(JsonNode.class).at("/status").asText()).isEqualTo("confirmed");
    }

    @Test
    void a_product_goes_to_catalog_only() throws Exception {
        orders.expectedMessageCount(0);
        catalog.expectedMessageCount(1);

        send(Delivery.of("ProductShown", "{\"data\":{\"id\":\"p-1\"}}").exchange(camel));

        MockEndpoint.assertIsSatisfied(camel);
    }

    @Test
    void what_can_not_be_mapped_is_refused_before_anything_is_called() throws Exception {
        orders.expectedMessageCount(0);

        assertThat(ReadOutcome.of(
                        send(Delivery.of("OrderPlaced", "[]").exchange(camel)).getException()))
                .startsWith("DEAD");
        assertThat(ReadOutcome.of(
                        send(Delivery.of("ProductShown", "[]").exchange(camel)).getException()))
                .startsWith("DEAD");

        MockEndpoint.assertIsSatisfied(camel);
    }

    private Exchange send(Exchange delivery) {
        return camel.createProducerTemplate().send("outbox:erp", delivery);
    }
}
