package dev.waybill.sftp;

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
            "camel.main.routes-include-pattern=file:routes/sftp.camel.yaml,file:routes/template-sftp-file.camel.yaml",
            "waybill.sftp.host=sftp.example.com",
            "waybill.sftp.username=hub",
            "waybill.sftp.password=pssst",
            "waybill.sftp.known-hosts-file=pom.xml"
        })
class SftpRouteTest {

    @Autowired
    private CamelContext camel;

    @EndpointInject("mock:sftp")
    private MockEndpoint handedOver;

    @BeforeEach
    void advise() throws Exception {
        Advice.replace(camel, "sftp", Map.of("sftp:.*", "mock:sftp"));
    }

    @Test
    void a_file_has_its_name_and_no_other_header() throws Exception {
        handedOver.expectedMessageCount(1);
        handedOver.expectedHeaderReceived("CamelFileName", "123-confirmed-7.csv");

        Exchange delivery = Delivery.of(
                        "OrderConfirmed", "{\"data\":{\"orderNumber\":\"123\",\"orderLineItems\":[{},{}]}}")
                .exchange(camel);
        delivery.getMessage().setHeader("CamelOverruleFileName", "evil");
        delivery.getMessage().setHeader("X-Evil", "1");
        assertThat(send(delivery).getException()).isNull();

        handedOver.assertIsSatisfied();
        var file = handedOver.getExchanges().getFirst().getMessage();
        assertThat(file.getBody(String.class).split("\r\n")).hasSize(3);
        assertThat(file.getHeaders()).doesNotContainKeys("CamelOverruleFileName", "X-Evil");
    }

    @Test
    void no_secret_is_in_an_endpoints_address() {
        assertThat(camel.getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("pssst"));
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
        return camel.createProducerTemplate().send("outbox:sftp", delivery);
    }
}
