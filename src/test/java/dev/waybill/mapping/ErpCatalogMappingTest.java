package dev.waybill.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErpCatalogMappingTest {

    private static final Mapping MAPPING = new Mapping("erp-catalog.jq");

    @AfterAll
    static void stop() {
        MAPPING.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"data":{"id":"p-1","price":1.50,"note":null}} | "id":"p-1","data":{"id":"p-1","price":1.50,"note":null},
        {"data":{"id":5}}                              | "id":5,"data":{"id":5},
        {"data":{"id":["x"]}}                          | "data":{"id":["x"]},
        {"data":[1,2]}                                 | "data":[1,2],
        {"data":"gone"}                                | "data":"gone",
        {"data":false}                                 | "data":false,
        {"data":null}                                  |
        {}                                             |
        """)
    void what_covver_says_is_passed_on_as_it_is(String body, String mapped) {
        assertThat(MAPPING.text("CollectionUpdated", body))
                .isEqualTo("{\"type\":\"CollectionUpdated\"," + (mapped == null ? "" : mapped)
                        + "\"source\":{\"event\":\"7\",\"type\":\"CollectionUpdated\","
                        + "\"receivedAt\":\"2026-11-21T20:45:00.123456Z\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "\"x\"", "null"})
    void what_is_no_object_can_not_be_mapped(String body) {
        assertThatThrownBy(() -> MAPPING.apply("ProductShown", body)).isInstanceOf(RuntimeException.class);
    }
}
