package dev.waybill.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An engineer's own mapping, in the hub's own scope of jq: U+1F600 and U+20BB7 go through whatever it does to texts. */
class CodePointsTest {

    private static final Delivery ORDER = Delivery.of("OrderFulfilled", """
        {"data":{"id":"a","orderNumber":"Mug 😀 𠮷","trackingNumber":"😀","orderLineItems":[{"title":"𠮷😀","quantity":1}]}}\
        """);

    private static TestRoute hub;

    @BeforeAll
    static void start() {
        hub = TestRoute.start("email");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
        explode | implode                              => "Mug 😀 𠮷"
        [128512, 134071, 55357] | implode | explode    => [128512,134071,55357]
        [1114112, -1, 99999999999] | implode           => "���"
        ascii_downcase                                 => "mug 😀 𠮷"
        ascii_upcase                                   => "MUG 😀 𠮷"
        length                                         => 7
        index("𠮷")                                     => 6
        rindex("𠮷")                                    => 6
        indices(" ")                                   => [3,5]
        [index("nowhere")]                             => [null]
        .[index("𠮷"):]                                 => "𠮷"
        .[0:5]                                         => "Mug 😀"
        split(" ") | join("-")                         => "Mug-😀-𠮷"
        sub("😀"; "x")                                  => "Mug x 𠮷"
        @uri                                           => "Mug%20%F0%9F%98%80%20%F0%A0%AE%B7"
        tojson | fromjson                              => "Mug 😀 𠮷"
        [match("𠮷").offset]                            => [6]
        """)
    void a_code_point_is_one_and_stays_whole(String jq, String expected) {
        assertThat(result(jq, TextNode.valueOf("Mug 😀 𠮷"))).hasToString(expected);
    }

    @Test
    void what_is_found_in_a_list_is_counted_as_before() {
        assertThat(result("[[1, 2, 1] | index(1), rindex(1), indices(1)]", TextNode.valueOf("")))
                .hasToString("[0,2,[0,2]]");
    }

    @ParameterizedTest
    @CsvSource({"email.jq", "erp-order.jq", "sftp-csv.jq"})
    void every_mapping_of_ours_keeps_them(String file) {
        try (Mapping mapping = new Mapping(file)) {
            assertThat(mapping.apply(ORDER.type(), ORDER.body()).toString()).contains("Mug 😀 𠮷", "𠮷😀");
        }
    }

    private static JsonNode result(String jq, JsonNode in) {
        CamelContext camel = hub.camel();
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(in);
        return camel.resolveLanguage("jq").createExpression(jq).evaluate(exchange, JsonNode.class);
    }
}
