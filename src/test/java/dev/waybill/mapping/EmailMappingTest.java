package dev.waybill.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EmailMappingTest {

    private static final Mapping MAPPING = new Mapping("email.jq");

    @AfterAll
    static void stop() {
        MAPPING.close();
    }

    @Test
    void a_letter_says_what_an_operator_asks_first() {
        assertThat(MAPPING.apply("OrderPlaced", Documents.FULL).toString()).isEqualToIgnoringWhitespace("""
            {
              "subject": "Covver order 123 placed",
              "status": "placed",
              "orderNumber": "123",
              "orderId": "0a8a1f0e-5a7e-4a53-9a3c-3b1a0f6f2c11",
              "externalId": "EXT-9",
              "createdAt": "2024-01-01T15:45:25.932562Z",
              "lines": [
                {"title": "Mug Zoë", "product": "Mug, Blue", "quantity": "2", "price": "12.10"},
                {"title": "Plain", "quantity": "1", "price": "5"}
              ],
              "event": "7"
            }\
            """);
    }

    @Test
    void tracking_is_shown_wherever_covver_puts_it() {
        JsonNode letter = MAPPING.apply("OrderFulfilled", """
            {"data":{"trackingNumber":"T1","trackingUrl":"https://t.example.com/1",
              "orderLineItems":[{"productTitle":"Mug","trackingNumber":5}]}}\
            """);
        assertThat(letter.at("/trackingNumber").asText()).isEqualTo("T1");
        assertThat(letter.at("/trackingUrl").asText()).isEqualTo("https://t.example.com/1");
        assertThat(letter.at("/lines/0"))
                .hasToString("{\"title\":\"Mug\",\"product\":\"Mug\",\"trackingNumber\":\"5\"}");
    }

    @Test
    void texts_are_short_and_on_one_line() {
        JsonNode letter = MAPPING.apply(
                "OrderPlaced",
                "{\"data\":{\"id\":\"%s\",\"orderNumber\":\" a\\u0000\\n\\u2066b\\ud800 \",\"orderLineItems\":[{\"title\":\"%s\"}]}}"
                        .formatted("i".repeat(5_000), "\\r\\n".repeat(5_000)));
        assertThat(letter.at("/orderId").asText()).hasSize(100).endsWith("i…");
        assertThat(letter.at("/orderNumber").asText()).isEqualTo("a   b");
        assertThat(letter.at("/lines/0").has("title")).isTrue();
        assertThat(letter.at("/lines/0/title").asText()).doesNotContain("\r", "\n");
    }

    @Test
    void what_is_of_another_kind_or_absent_is_not_shown() {
        assertThat(MAPPING.apply("OrderPlaced", """
            {"data":{"id":{},"orderNumber":[1],"createdAt":null,"trackingUrl":["x"],"orderLineItems":["x",null]}}\
            """))
                .hasToString("{\"subject\":\"Covver order"
                        + " placed\",\"status\":\"placed\",\"lines\":[{},{}],\"event\":\"7\"}");
    }

    @Test
    void another_type_or_document_can_not_be_mapped() {
        assertThatThrownBy(() -> MAPPING.apply("ProductShown", "{\"data\":{}}"))
                .hasMessageContaining("is no order event");
        assertThatThrownBy(() -> MAPPING.apply("OrderPlaced", "{\"data\":[]}"))
                .hasMessageContaining("without an object");
    }
}
