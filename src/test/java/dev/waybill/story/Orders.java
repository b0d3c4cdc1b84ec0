package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.kit.CovverEvent;
import dev.waybill.kit.HubProcess;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Orders as Covver sends them: placed, confirmed, fulfilled. */
final class Orders {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TYPES = List.of("OrderPlaced", "OrderConfirmed", "OrderFulfilled");

    private Orders() {}

    /** The first {@code count} events of one order. */
    static List<CovverEvent> of(String id, int count) {
        return Stream.of(0, 1, 2).limit(count).map(n -> event(id, n)).toList();
    }

    /** Sends each event after the former was acknowledged, as a provider that keeps order does. */
    static void send(HubProcess hub, List<CovverEvent> events) throws IOException {
        for (CovverEvent event : events) {
            var answer = hub.sender().send(event);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    /** The status in an order's document as the ERP got it. */
    static String status(String body) {
        return field(body, "status");
    }

    /** The order's id in an order's document as the ERP got it. */
    static String id(String body) {
        return field(body, "orderId");
    }

    private static String field(String body, String name) {
        try {
            return JSON.readTree(body).path(name).asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    private static CovverEvent event(String id, int n) {
        String body = """
            {"type":"%s","data":{"id":"%s","orderNumber":"%s","createdAt":"2024-01-01 15:45:25.932562",\
            "orderLineItems":[{"id":"l1","title":"Mug","price":12.5,"quantity":2}]}}\
            """.formatted(TYPES.get(n), id, id.replaceAll("\\D", "7"));
        return new CovverEvent(id + "-" + n, TYPES.get(n), id, body);
    }
}
