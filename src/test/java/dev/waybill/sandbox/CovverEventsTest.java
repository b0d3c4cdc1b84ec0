package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.kit.CovverEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CovverEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_same_seed_makes_the_same_events_and_another_makes_others() {
        assertThat(some(7, 50)).isEqualTo(some(7, 50));
        assertThat(some(8, 50)).doesNotContainAnyElementsOf(some(7, 50));
    }

    @Test
    void all_ten_types_occur_and_no_key_twice() {
        List<CovverEvent> events = some(1, 100);

        assertThat(events)
                .extracting(CovverEvent::type)
                .containsOnly(
                        "OrderPlaced",
                        "OrderConfirmed",
                        "OrderFulfilled",
                        "ProductCreated",
                        "ProductUpdated",
                        "ProductHidden",
                        "ProductShown",
                        "CollectionCreated",
                        "CollectionUpdated",
                        "CollectionDeleted");
        assertThat(events).extracting(CovverEvent::key).doesNotHaveDuplicates();
    }

    @Test
    void the_body_is_an_envelope_of_type_and_data_whose_id_is_the_group() throws Exception {
        for (CovverEvent event : some(2, 30)) {
            JsonNode body = JSON.readTree(event.body());
            assertThat(body.fieldNames()).toIterable().containsExactly("type", "data");
            assertThat(body.at("/type").textValue()).isEqualTo(event.type());
            assertThat(body.at("/data/id").textValue()).isEqualTo(event.group());
        }
    }

    @Test
    void an_order_is_placed_then_confirmed_in_parts_that_make_the_whole_then_fulfilled_with_tracking()
            throws Exception {
        CovverEvents events = new CovverEvents(3);
        Set<Integer> confirmations = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            List<CovverEvent> order = events.order();
            List<CovverEvent> confirmed = order.subList(1, order.size() - 1);
            confirmations.add(confirmed.size());

            assertThat(order.getFirst().type()).isEqualTo("OrderPlaced");
            assertThat(confirmed).isNotEmpty().allMatch(event -> event.type().equals("OrderConfirmed"));
            assertThat(order.getLast().type()).isEqualTo("OrderFulfilled");
            assertThat(order)
                    .extracting(CovverEvent::group)
                    .containsOnly(order.getFirst().group());
            assertThat(confirmed.stream().flatMap(CovverEventsTest::lineIds).toList())
                    .isEqualTo(lineIds(order.getLast()).toList());
            assertThat(JSON.readTree(order.getLast().body())
                            .at("/data/orderLineItems/0/trackingUrl")
                            .isTextual())
                    .isTrue();
        }
        assertThat(confirmations).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void both_documented_dates_occur_and_some_orders_are_placed_without_lines() {
        List<String> placed = some(4, 200).stream()
                .filter(event -> event.type().equals("OrderPlaced"))
                .map(CovverEvent::body)
                .toList();

        assertThat(placed)
                .anyMatch(body ->
                        body.matches(".*\"createdAt\":\"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\".*"))
                .anyMatch(body -> body.matches(".*\"createdAt\":\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\".*"))
                .anyMatch(body -> !body.contains("orderLineItems"))
                .anyMatch(body -> body.contains("orderLineItems"));
    }

    private static Stream<String> lineIds(CovverEvent event) {
        try {
            return JSON.readTree(event.body()).at("/data/orderLineItems").findValuesAsText("id").stream();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<CovverEvent> some(long seed, int stories) {
        CovverEvents events = new CovverEvents(seed);
        return IntStream.range(0, stories)
                .boxed()
                .flatMap(i -> events.next().stream())
                .toList();
    }
}
