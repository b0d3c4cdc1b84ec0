package dev.waybill.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.waybill.mapping.Advice;
import dev.waybill.mapping.RouteWorld;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The verifier expects the same as the shipped route does. */
@CamelSpringBootTest
@SpringBootTest(
        classes = RouteWorld.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/covver-events.camel.yaml")
class OwedTest {

    private static final Set<String> DESTINATIONS = Set.of("erp", "email", "sftp");

    @Autowired
    private CamelContext camel;

    static Set<String> types() {
        return Owed.types();
    }

    @BeforeEach
    void advise() throws Exception {
        Advice.replace(
                camel,
                "covver-events",
                Map.of("outbox:erp", "mock:erp", "outbox:email", "mock:email", "outbox:sftp", "mock:sftp"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_type_goes_where_the_route_sends_it(String type) {
        assertThat(routed(type, "{\"type\":\"x\",\"data\":{\"orderLineItems\":[{\"id\":\"l\"}]}}"))
                .isEqualTo(Owed.destinations(type, true));
        assertThat(routed(type, "{\"type\":\"x\",\"data\":{}}")).isEqualTo(Owed.destinations(type, false));
    }

    @Test
    void a_type_that_nobody_wrote_down_is_no_silent_nothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Owed.destinations("OrderCancelled", true));
    }

    private Set<String> routed(String type, String body) {
        MockEndpoint.resetMocks(camel);
        camel.createProducerTemplate().sendBodyAndHeader("inbox:covver", body, "CamelInboxEventType", type);
        Set<String> routed = new TreeSet<>(DESTINATIONS);
        routed.removeIf(name -> camel.getEndpoint("mock:" + name, MockEndpoint.class)
                .getExchanges()
                .isEmpty());
        return routed;
    }
}
