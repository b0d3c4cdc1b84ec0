package dev.waybill.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErpOrderMappingTest {

    private static final String SOURCE =
            "\"source\":{\"event\":\"7\",\"type\":\"OrderPlaced\",\"receivedAt\":\"2026-11-21T20:45:00.123456Z\"}";

    private static final Mapping MAPPING = new Mapping("erp-order.jq");

    @AfterAll
    static void stop() {
        MAPPING.close();
    }

    @Test
    void every_documented_field_has_its_place() {
        assertThat(MAPPING.text("OrderConfirmed", Documents.FULL)).isEqualToIgnoringWhitespace("""
            {
              "orderId": "0a8a1f0e-5a7e-4a53-9a3c-3b1a0f6f2c11",
              "orderNumber": "123",
              "externalId": "EXT-9",
              "status": "confirmed",
              "createdAt": "2024-01-01T15:45:25.932562Z",
              "lines": [
                {
                  "lineId": "l-1",
                  "variantId": "v-1",
                  "productId": "p-1",
                  "title": "Mug Zoë",
                  "quantity": 2,
                  "price": 12.10,
                  "imageUrl": "https://img.example.com/new.png",
                  "personalization": {
                    "anniversary": {"decade": "20s", "hundreds": "2000", "monthPadded": "06", "ordinal": "5th", "yearsPadded": "05",
                      "zodiac": "Leo", "elapsed": "5 years", "month": 6, "year": 2019, "years": 5},
                    "birth": {"decade": "80s", "hundreds": "1900", "monthPadded": "02", "ordinal": "40th", "yearsPadded": "40",
                      "zodiac": "Pisces", "elapsed": "40 years", "month": 2, "year": 1984, "years": 40},
                    "name": {"first": "Zoë", "firstNameInitials": "Z", "firstPossessive": "Zoë's", "initials": "ZM",
                      "last": "Müller", "lastNameInitials": "M"},
                    "work": {"department": "R&D", "location": "Zürich"}
                  },
                  "extra": {"productTitle": "Mug", "variantTitle": "Blue", "sha": "abc"}
                },
                {"lineId": "l-2", "title": "Plain", "quantity": 1, "price": 5, "imageUrl": "https://img.example.com/old.png"}
              ],
              "source": {"event": "7", "type": "OrderConfirmed", "receivedAt": "2026-11-21T20:45:00.123456Z"}
            }\
            """);
    }

    @ParameterizedTest
    @CsvSource({"OrderPlaced, placed", "OrderConfirmed, confirmed", "OrderFulfilled, fulfilled"})
    void the_status_is_the_events_not_the_documents(String type, String status) {
        var order = MAPPING.apply(type, "{\"type\":\"Other\",\"data\":{\"status\":\"Pending\"}}");
        assertThat(order.at("/status").asText()).isEqualTo(status);
        assertThat(order.at("/extra/status").asText()).isEqualTo("Pending");
        assertThat(order.at("/source/type").asText()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                              | {"status":"placed",SOURCE}
        {"id":null,"orderNumber":null,"createdAt":null,"orderLineItems":null,"externalId":null} | {"status":"placed",SOURCE}
        {"orderLineItems":[]}                           | {"status":"placed","lines":[],SOURCE}
        {"orderLineItems":[{}]}                         | {"status":"placed","lines":[{}],SOURCE}
        """)
    void what_is_absent_or_null_is_left_out(String data, String order) {
        assertThat(MAPPING.text("OrderPlaced", "{\"type\":\"OrderPlaced\",\"data\":" + data + "}"))
                .isEqualTo(order.replace("SOURCE", SOURCE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"id":["x"]}                                    | {"id":["x"]}
        {"orderNumber":{"a":1}}                         | {"orderNumber":{"a":1}}
        {"createdAt":"soon"}                            | {"createdAt":"soon"}
        {"createdAt":1704123925}                        | {"createdAt":1704123925}
        {"createdAt":"2024-13-01 00:00:00"}             | {"createdAt":"2024-13-01 00:00:00"}
        {"orderLineItems":{"0":{}}}                     | {"orderLineItems":{"0":{}}}
        {"orderLineItems":[{},"x"]}                     | {"orderLineItems":[{},"x"]}
        {"lines":1,"source":2,"extra":{"a":3}}          | {"lines":1,"source":2,"extra":{"a":3}}
        {"user":{"email":null},"note":null}             | {"user":{"email":null},"note":null}
        """)
    void what_has_no_place_is_kept_as_it_came(String data, String extra) {
        assertThat(MAPPING.apply("OrderPlaced", "{\"data\":" + data + "}").get("extra"))
                .hasToString(extra);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"imageUrl":"a"}                                | {"imageUrl":"a"}
        {"imageUrl":"a","image":{"url":"a"}}            | {"imageUrl":"a"}
        {"imageUrl":"a","image":{"url":"b"}}            | {"imageUrl":"b","extra":{"imageUrl":"a"}}
        {"imageUrl":"a","image":{"url":null}}           | {"imageUrl":"a"}
        {"imageUrl":null,"image":{"url":"b","alt":"c"}} | {"imageUrl":"b","extra":{"image":{"alt":"c"}}}
        {"imageUrl":["a"],"image":"b"}                  | {"extra":{"imageUrl":["a"],"image":"b"}}
        {"id":null,"image":null,"imageUrl":null,"personalizations":null} | {}
        {"productTitle":"p","variantTitle":"v"}         | {"extra":{"productTitle":"p","variantTitle":"v"}}
        {"quantity":"2","price":"12,10","id":5}         | {"lineId":5,"quantity":"2","price":"12,10"}
        {"title":{"de":"Tasse"},"trackingUrl":"t"}      | {"extra":{"title":{"de":"Tasse"},"trackingUrl":"t"}}
        {"personalizations":{"name":{"first":"A","last":null},"birth":null,"pet":"cat"}} | {"personalization":{"name":{"first":"A"},"pet":"cat"}}
        {"personalizations":{}}                         | {}
        {"personalizations":["x"]}                      | {"extra":{"personalizations":["x"]}}
        """)
    void a_line_is_mapped_field_by_field(String line, String mapped) {
        assertThat(MAPPING.apply("OrderPlaced", "{\"data\":{\"orderLineItems\":[" + line + "]}}")
                        .at("/lines/0"))
                .hasToString(mapped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12.10", "0.1", "100.00", "12345678901234567890", "0.12345678901234567890123", "1E+400", "-5"})
    void a_number_keeps_its_digits(String number) {
        assertThat(MAPPING.text(
                        "OrderPlaced",
                        "{\"data\":{\"total\":%1$s,\"orderLineItems\":[{\"price\":%1$s}]}}".formatted(number)))
                .contains("\"lines\":[{\"price\":" + number + "}]", "\"extra\":{\"total\":" + number + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë 茶",
                "half an emoji \\ud83d",
                "\\ude00 its other half",
                "\\ud83d\\ude00",
                "a\\u0000b",
                "<\\\"\\\\>"
            })
    void a_text_keeps_its_characters(String text) {
        assertThat(MAPPING.text("OrderPlaced", "{\"data\":{\"orderNumber\":\"" + text + "\"}}"))
                .contains("\"orderNumber\":\"" + text + "\"");
    }

    @Test
    void what_covver_adds_to_the_envelope_is_kept_with_the_source() {
        assertThat(MAPPING.apply("OrderPlaced", "{\"type\":\"OrderPlaced\",\"version\":2,\"data\":{}}")
                        .at("/source/extra"))
                .hasToString("{\"version\":2}");
    }

    @Test
    void a_time_without_a_zone_is_read_in_the_zone_of_the_setting() {
        try (Mapping berlin = new Mapping("erp-order.jq", "Europe/Berlin")) {
            assertThat(berlin.apply("OrderPlaced", Documents.FULL)
                            .at("/createdAt")
                            .asText())
                    .isEqualTo("2024-01-01T14:45:25.932562Z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "\"x\"", "{}", "{\"data\":[]}", "{\"data\":\"x\"}", "{\"data\":null}"})
    void what_is_no_order_can_not_be_mapped(String body) {
        assertThatThrownBy(() -> MAPPING.apply("OrderPlaced", body))
                .hasMessageContaining("an order event without an object under data");
    }

    @Test
    void another_type_can_not_be_mapped() {
        assertThatThrownBy(() -> MAPPING.apply("OrderCancelled", "{\"data\":{}}"))
                .hasMessageContaining("OrderCancelled is no order event");
    }
}
