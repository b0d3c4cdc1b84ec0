package dev.waybill.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** The {@code data} of Covver's webhooks, as its documentation shows it; optional parts come and go. */
final class CovverDocuments {

    private static final List<String> PEOPLE =
            List.of("Zoë Müller", "José Ortega", "李 小龍", "Ann O'Neil", "Þóra Jónsdóttir", "Sam Lee", "Amara Okafor");
    private static final List<String> PRODUCTS = List.of(
            "Welcome mug, 11 oz",
            "Anniversary \"five years\" hoodie",
            "Café notebook",
            "@home sweater",
            "Desk plant",
            "Water bottle 0.5 l");
    private static final List<String> VARIANTS = List.of("S", "M", "L", "XL", "One size", "Black / matte");
    private static final DateTimeFormatter SPACED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Random random;

    CovverDocuments(Random random) {
        this.random = random;
    }

    /** Id, number and date of an order: what each of its events repeats. */
    Map<String, Object> orderHead(int number, Instant at) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("id", id());
        order.put(
                "createdAt",
                random.nextBoolean()
                        ? SPACED.format(at)
                        : at.truncatedTo(ChronoUnit.MILLIS).toString());
        order.put("orderNumber", Integer.toString(number));
        if (random.nextInt(3) == 0) {
            order.put("externalId", "PO-" + random.nextInt(100_000));
        }
        return order;
    }

    List<Map<String, Object>> lines() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0, size = 1 + random.nextInt(4); i < size; i++) {
            lines.add(line());
        }
        return lines;
    }

    /** The same line with the tracking that fulfilment adds. */
    Map<String, Object> shipped(Map<String, Object> line) {
        Map<String, Object> shipped = new LinkedHashMap<>(line);
        String number = "1Z" + (100_000_000L + random.nextInt(900_000_000));
        shipped.put("trackingNumber", number);
        shipped.put("trackingUrl", "https://tracking.example/" + number);
        return shipped;
    }

    Map<String, Object> product(String id, String title, boolean visible) {
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("id", id);
        product.put("title", title);
        product.put("visible", visible);
        Map<String, Object> variant = new LinkedHashMap<>();
        variant.put("id", id());
        variant.put("title", pick(VARIANTS));
        variant.put("price", price());
        product.put("variants", List.of(variant));
        return product;
    }

    Map<String, Object> collection(String id, int products) {
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put("id", id);
        collection.put("title", "Onboarding " + (2020 + random.nextInt(7)));
        collection.put("productCount", products);
        return collection;
    }

    String productTitle() {
        return pick(PRODUCTS);
    }

    /** A random UUID that the seed decides. */
    String id() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 2L << 62).toString();
    }

    private Map<String, Object> line() {
        String title = productTitle();
        String variant = pick(VARIANTS);
        String image = "https://images.example/" + Integer.toHexString(random.nextInt()) + ".png";
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", id());
        line.put("title", title + " - " + variant);
        line.put("price", price());
        line.put("quantity", 1 + random.nextInt(5));
        line.put("imageUrl", image);
        line.put("image", Map.of("url", image));
        line.put("productId", id());
        line.put("productTitle", title);
        line.put("variantId", id());
        line.put("variantTitle", variant);
        if (random.nextInt(3) > 0) {
            line.put("personalizations", personalizations());
        }
        if (random.nextBoolean()) {
            line.put("sha", Long.toHexString(random.nextLong()));
        }
        return line;
    }

    private Map<String, Object> personalizations() {
        Map<String, Object> parts = new LinkedHashMap<>();
        if (random.nextInt(3) == 0) {
            int years = 1 + random.nextInt(20);
            Map<String, Object> anniversary = new LinkedHashMap<>();
            anniversary.put("monthPadded", "0" + (1 + random.nextInt(9)));
            anniversary.put("ordinal", years + "th");
            anniversary.put("years", years);
            parts.put("anniversary", anniversary);
        }
        String[] name = pick(PEOPLE).split(" ", 2);
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("first", name[0]);
        named.put("last", name[1]);
        named.put("initials", name[0].substring(0, 1) + name[1].charAt(0));
        parts.put("name", named);
        if (random.nextBoolean()) {
            parts.put("work", Map.of("department", random.nextBoolean() ? "R&D" : "=Sales"));
        }
        return parts;
    }

    /** Whole or with cents, written as JavaScript would: 12, 12.5 or 12.95. */
    private Number price() {
        BigDecimal price = BigDecimal.valueOf(500 + random.nextInt(10_000), 2).stripTrailingZeros();
        return price.scale() <= 0 ? price.intValueExact() : price;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
