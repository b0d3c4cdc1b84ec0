package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A route from a source is judged by the types of that source, whatever others send. */
class SourceTypesTest {

    private static final String EVENTS = "covver-events.camel.yaml";
    private static final String SHOP = """
        - route:
            id: shop-events
            description: Names the destinations of each event of the shop.
            from:
              uri: inbox:shop
              steps:
                - filter:
                    expression:
                      simple:
                        expression: "${header.CamelInboxEventType} == 'orders/creat'"
                    steps:
                      - to:
                          uri: outbox:erp
        """;

    @Test
    void a_misspelt_type_of_a_source_is_told_although_another_source_sends_any() {
        assertThat(Slips.shipped()
                        .with("shop-events.camel.yaml", SHOP)
                        .with(EVENTS, "'OrderPlaced'", "'OrderPlacd'")
                        .findingsWith("shop", List.of()))
                .containsExactly("routes/covver-events.camel.yaml:11:68: compares with the event type OrderPlacd, which"
                        + " the source covver does not send; did you mean OrderPlaced?");
    }

    @Test
    void a_type_of_another_source_is_not_one_of_this() {
        assertThat(Slips.shipped()
                        .with("shop-events.camel.yaml", SHOP)
                        .findingsWith("shop", List.of("orders/create", "OrderPlacd")))
                .containsExactly("routes/shop-events.camel.yaml:10:64: compares with the event type orders/creat, which"
                        + " the source shop does not send; did you mean orders/create?");
    }

    @Test
    void behind_a_destination_the_types_of_all_sources_count() {
        Slips slips = Slips.byHand()
                .with("shop-events.camel.yaml", SHOP.replace("creat", "create"))
                .with("erp.camel.yaml", "startsWith 'Order'", "== 'orders/creat'");
        assertThat(slips.findingsWith("shop", List.of("orders/create")))
                .anyMatch(finding ->
                        finding.endsWith("orders/creat, which no source sends; did you mean orders/create?"));
        assertThat(slips.findingsWith("shop", List.of())).noneMatch(finding -> finding.contains("orders/creat"));
    }
}
