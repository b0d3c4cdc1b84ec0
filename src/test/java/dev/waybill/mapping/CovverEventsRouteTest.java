package dev.waybill.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@CamelSpringBootTest
@SpringBootTest(
        classes = RouteWorld.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/covver-events.camel.yaml")
class CovverEventsRouteTest {

    private static final String LINES =
            "{\"type\":\"x\",\"data\":{\"id\":\"o-1\",\"orderLineItems\":[{\"id\":\"l-1\"}]}}";

    @Autowired
    private CamelContext camel;

    @BeforeEach
    void advise() throws Exception {
        Advice.replace(
                camel,
                "covver-events",
                Map.of("outbox:erp", "mock:erp", "outbox:email", "mock:email", "outbox:sftp", "mock:sftp"));
    }

    @ParameterizedTest
    @CsvSource({
        "OrderPlaced, erp email sftp",
        "OrderConfirmed, erp sftp",
        "OrderFulfilled, erp email",
        "ProductCreated, erp",
        "ProductHidden, erp",
        "ProductShown, erp",
        "ProductUpdated, erp",
        "CollectionCreated, erp",
        "CollectionDeleted, erp",
        "CollectionUpdated, erp",
        "OrderCancelled, ''",
        "orderplaced, ''",
        "'OrderPlaced,OrderConfirmed', ''",
        "Product, ''",
        "'', ''"
    })
    void the_type_names_the_destinations(String type, String destinations) {
        assertThat(routed(type, LINES)).containsExactlyElementsOf(words(destinations));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"data":{}}
        {"data":{"orderLineItems":[]}}
        {"data":{"orderLineItems":null}}
        {"data":{"orderLineItems":{"0":{}}}}
        {"data":{"orderLineItems":"x"}}
        {"data":[{"orderLineItems":[{}]}]}
        {"data":"x"}
        {}
        """)
    void an_order_without_line_items_has_no_file(String body) {
        assertThat(routed("OrderPlaced", body)).containsExactly("erp", "email");
        assertThat(routed("OrderConfirmed", body)).containsExactly("erp");
    }

    private List<String> routed(String type, String body) {
        MockEndpoint.resetMocks(camel);
        Exchange event = Delivery.of(type, body).exchange(camel);
        Exchange done = camel.createProducerTemplate().send("inbox:covver", event);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class)).isEqualTo(body);
        return Stream.of("erp", "email", "sftp")
                .flatMap(name -> camel.getEndpoint("mock:" + name, MockEndpoint.class).getExchanges().stream()
                        .map(received -> name))
                .toList();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
