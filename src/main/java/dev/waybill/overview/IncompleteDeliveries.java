package dev.waybill.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.overview.Overview.Attention;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Alerts operators to deliveries of the last day that were done in part only. One example is a mail that some
 * recipients never get.
 */
public final class IncompleteDeliveries {

    private final Supplier<Map<String, Long>> counts;

    /** @param counts the number of such deliveries by destination */
    public IncompleteDeliveries(Supplier<Map<String, Long>> counts) {
        this.counts = counts;
    }

    public List<Attention> now() {
        return counts.get().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(of -> new Attention(
                        false,
                        "%s: %d %s of the last day arrived only in part; warnings in the log name the missing part."
                                .formatted(of.getKey(), of.getValue(), of.getValue() == 1 ? "delivery" : "deliveries"),
                        "/console/events?state=DELIVERED&destination=" + encoded(of.getKey())))
                .toList();
    }

    private static String encoded(String destination) {
        return URLEncoder.encode(destination, UTF_8);
    }
}
