package dev.waybill.smtp;

import static org.assertj.core.api.Assertions.assertThat;

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
            "camel.main.routes-include-pattern=file:routes/email.camel.yaml,file:routes/template-mail.camel.yaml",
            "waybill.email.host=mail.example.com",
            "waybill.email.from=orders@shop.example.com",
            "waybill.email.to=team@example.com"
        })
class EmailRouteTest {

    @Autowired
    private CamelContext camel;

    @EndpointInject("mock:smtp")
    private MockEndpoint handedOver;

    @BeforeEach
    void advise() throws Exception {
        Advice.replace(camel, "email", Map.of("smtp:.*", "mock:smtp"));
    }

    @Test
    void a_letter_has_its_head_two_bodies_and_no_other_header() throws Exception {
        handedOver.expectedMessageCount(1);
        handedOver.expectedHeaderReceived("Subject", "Covver order 123 fulfilled");
        handedOver.expectedHeaderReceived("Message-ID", "<wb_abc@shop.example.com>");
        handedOver.expectedHeaderReceived("From", "orders@shop.example.com");
        handedOver.expectedHeaderReceived("To", "team@example.com");

        Exchange delivery = Delivery.of("OrderFulfilled", "{\"data\":{\"orderNumber\":\"123\"}}")
                .exchange(camel);
        delivery.getMessage().setHeader("Bcc", "evil@evil.example.com");
        delivery.getMessage().setHeader("mail.smtp.host", "evil.example.com");
        assertThat(send(delivery).getException()).isNull();

        handedOver.assertIsSatisfied();
        var letter = handedOver.getExchanges().getFirst().getMessage();
        assertThat(letter.getHeader("CamelMailAlternativeBody", String.class))
                .startsWith("Covver order 123 was fulfilled.");
        assertThat(letter.getBody(String.class)).startsWith("<!DOCTYPE html>");
        assertThat(letter.getHeaders().keySet())
                .filteredOn(name -> !name.startsWith("Camel"))
                .containsExactlyInAnyOrder("Subject", "Message-ID", "From", "To", "Auto-Submitted");
    }

    @Test
    void what_can_not_be_mapped_is_refused_before_anything_is_called() throws Exception {
        handedOver.expectedMessageCount(0);

        assertThat(ReadOutcome.of(
                        send(Delivery.of("OrderPlaced", "[]").exchange(camel)).getException()))
                .startsWith("DEAD");
        assertThat(ReadOutcome.of(
                        send(Delivery.of("ProductShown", "{\"data\":{}}").exchange(camel))
                                .getException()))
                .startsWith("DEAD");

        handedOver.assertIsSatisfied();
    }

    private Exchange send(Exchange delivery) {
        return camel.createProducerTemplate().send("outbox:email", delivery);
    }
}
