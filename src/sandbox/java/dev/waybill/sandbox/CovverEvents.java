package dev.waybill.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.kit.CovverEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes the webhooks of orders, products and collections, each one's in the order in which Covver would send them. The
 * same seed makes the same events, keys included. Not thread-safe.
 */
public final class CovverEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;
    private final CovverDocuments documents;
    private Instant now;
    private int number;

    public CovverEvents(long seed) {
        this(seed, Instant.parse("2026-01-01T08:00:00.123456Z"));
    }

    /** @param from the date of the first order; each later one is a little younger */
    public CovverEvents(long seed, Instant from) {
        this.random = new Random(seed);
        this.documents = new CovverDocuments(random);
        this.now = from;
        this.number = 1000 * (1 + random.nextInt(90));
    }

    /** The events of whatever comes next: mostly an order, at times a product or a collection. */
    public List<CovverEvent> next() {
        int roll = random.nextInt(10);
        return roll < 7 ? order() : roll < 9 ? product() : collection();
    }

    /** OrderPlaced, one to three partial OrderConfirmed, OrderFulfilled. One order in twenty is placed without its lines. */
    public List<CovverEvent> order() {
        now = now.plusSeconds(1 + random.nextInt(5));
        Map<String, Object> head = documents.orderHead(++number, now);
        List<Map<String, Object>> lines = documents.lines();
        List<CovverEvent> events = new ArrayList<>();
        events.add(random.nextInt(20) == 0 ? event("OrderPlaced", head) : event("OrderPlaced", order(head, lines)));
        int vendors = Math.min(lines.size(), 1 + random.nextInt(3));
        for (int vendor = 0; vendor < vendors; vendor++) {
            int from = lines.size() * vendor / vendors;
            int to = lines.size() * (vendor + 1) / vendors;
            events.add(event("OrderConfirmed", order(head, lines.subList(from, to))));
        }
        events.add(event(
                "OrderFulfilled",
                order(head, lines.stream().map(documents::shipped).toList())));
        return events;
    }

    /** ProductCreated, ProductUpdated, ProductHidden, ProductShown. */
    public List<CovverEvent> product() {
        String id = documents.id();
        String title = documents.productTitle();
        return List.of(
                event("ProductCreated", documents.product(id, title, true)),
                event("ProductUpdated", documents.product(id, title + " (new)", true)),
                event("ProductHidden", documents.product(id, title + " (new)", false)),
                event("ProductShown", documents.product(id, title + " (new)", true)));
    }

    /** CollectionCreated, CollectionUpdated, CollectionDeleted. */
    public List<CovverEvent> collection() {
        String id = documents.id();
        int products = random.nextInt(20);
        return List.of(
                event("CollectionCreated", documents.collection(id, products)),
                event("CollectionUpdated", documents.collection(id, products + 1)),
                event("CollectionDeleted", Map.of("id", id)));
    }

    private static Map<String, Object> order(Map<String, Object> head, List<Map<String, Object>> lines) {
        Map<String, Object> order = new LinkedHashMap<>(head);
        order.put("orderLineItems", lines);
        return order;
    }

    private CovverEvent event(String type, Map<String, Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type);
        payload.put("data", data);
        try {
            return new CovverEvent(documents.id(), type, data.get("id").toString(), JSON.writeValueAsString(payload));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
