package dev.waybill.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.RouteWorld;
import dev.waybill.sandbox.ErpMode;
import dev.waybill.sandbox.ErpStub;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@CamelSpringBootTest
@SpringBootTest(
        classes = RouteWorld.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/erp.camel.yaml",
            "camel.component.http.response-timeout=700",
            "waybill.erp.token=s3cret"
        })
class ErpDeliveryTest {

    private static final ErpStub ERP = ErpStub.start();
    private static final String ORDER =
            "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\",\"orderNumber\":\"123\",\"price\":12.10}}";

    @Autowired
    private CamelContext camel;

    @DynamicPropertySource
    static void erp(DynamicPropertyRegistry settings) {
        settings.add("waybill.erp.url", () -> ERP.url() + "/api/");
    }

    @BeforeEach
    void resume() {
        ERP.resume();
        ERP.requireToken("s3cret");
        ERP.mode(ErpMode.OK);
    }

    @Test
    void an_order_is_posted_with_its_key_and_token_and_no_header_of_the_event() {
        Exchange delivery = Delivery.of("OrderPlaced", ORDER).exchange(camel);
        delivery.getMessage().setHeader("X-Evil", "1");
        delivery.getMessage().setHeader("Authorization", "Basic evil");
        delivery.getMessage().setHeader("CamelHttpUri", "http://evil.invalid/");
        delivery.getMessage().setHeader("CamelHttpMethod", "DELETE");
        delivery.getMessage().setHeader("CamelHttpQuery", "evil=1");
        Exchange done = camel.createProducerTemplate().send("outbox:erp", delivery);
        assertThat(done.getException()).isNull();
        System.out.println(ERP.journal().getLast());
        System.out.println(
                done.getMessage().getHeaders() + " " + done.getMessage().getBody(String.class));
    }

    @Test
    void modes() {
        for (ErpMode mode : ErpMode.values()) {
            ERP.mode(mode);
            Exchange done = Delivery.of("ProductCreated", "{\"data\":1}").to("erp", camel);
            System.out.println(mode + " " + done.getException());
            if (done.getException() instanceof HttpOperationFailedException e)
                System.out.println(e.getResponseBody() + " " + e.getResponseHeaders());
        }
    }

    @Test
    void refused() {
        Exchange done = Delivery.of("OrderPlaced", "{\"data\":[1}").to("erp", camel);
        System.out.println(done.getException());
        done = Delivery.of("OrderPlaced", "{\"data\":[1]}").to("erp", camel);
        System.out.println(done.getException());
    }
}
