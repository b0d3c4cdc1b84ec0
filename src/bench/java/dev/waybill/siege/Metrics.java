package dev.waybill.siege;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A scrape of the hub's metrics: each series by its name and labels. */
record Metrics(Map<String, Double> series) {

    static Metrics parse(String text) {
        Map<String, Double> series = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                series.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
            }
        });
        return new Metrics(series);
    }

    /** In MiB. */
    long heap() {
        return mebibytes(name -> name.startsWith("jvm_memory_used_bytes") && name.contains("area=\"heap\""));
    }

    /** In MiB: what Java counts of it, or what the network library counts of its own where that is more. */
    long direct() {
        long java = mebibytes(name -> name.startsWith("jvm_buffer_memory_used_bytes") && name.contains("\"direct\""));
        return Math.max(java, mebibytes(name -> name.startsWith("waybill") && name.contains("direct")));
    }

    /** The growth of each counter of the hub whose labels say why something was refused. */
    Map<String, Long> refusalsSince(Metrics before) {
        Map<String, Long> grown = new TreeMap<>();
        series.forEach((name, value) -> {
            double more = value - before.series.getOrDefault(name, 0.0);
            if (more > 0 && name.startsWith("waybill_") && name.matches(".*_total\\{.*(reason|outcome|cause)=.*")) {
                grown.put(name.replace("waybill_", "").replace("_total", ""), Math.round(more));
            }
        });
        return grown;
    }

    private long mebibytes(Predicate<String> which) {
        return Math.round(series.entrySet().stream()
                        .filter(entry -> which.test(entry.getKey()))
                        .mapToDouble(Map.Entry::getValue)
                        .sum()
                / (1 << 20));
    }
}
