package dev.waybill.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars of what each contestant accepts, grouped by connections, as an SVG for a light page. */
final class Chart {

    private static final int WIDTH = 860;
    private static final int TOP = 70;
    private static final int PLOT = 260;
    private static final int LEFT = 70;
    private static final int BAR = 34;
    private static final int GAP = 40;
    private static final Map<String, String> COLOURS = Map.of(
            Contestants.NOOP, "#c7ccd1",
            Contestants.STOCK, "#d9a441",
            Contestants.AFTERNOON, "#7fa7a0",
            Contestants.WAYBILL, "#2f5d8a");

    /** One group of bars: a value for each series, not a number where it is void. */
    record Group(String name, List<Double> values) {}

    private final String title;
    private final List<String> series;
    private final List<Group> groups;
    private final StringBuilder svg = new StringBuilder();

    Chart(String title, List<String> series, List<Group> groups) {
        this.title = title;
        this.series = series;
        this.groups = groups;
    }

    static String accepted(Results results, List<Integer> connections) {
        List<String> series = List.of(Contestants.NOOP, Contestants.STOCK, Contestants.AFTERNOON, Contestants.WAYBILL);
        return new Chart(
                        "Accepted webhooks per second, by connections",
                        series,
                        connections.stream()
                                .map(number -> new Group(
                                        String.valueOf(number),
                                        series.stream()
                                                .map(name -> results.rate(name, number))
                                                .toList()))
                                .toList())
                .svg();
    }

    String svg() {
        add("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s" font-family="system-ui, sans-serif" font-size="12" fill="#24292f">
            <rect width="100%%" height="100%%" fill="#ffffff"/>
            <text x="%d" y="26" font-size="16" font-weight="600">%s</text>
            """, WIDTH, TOP + PLOT + 50, title, LEFT, title);
        legend();
        double most = groups.stream()
                .flatMap(group -> group.values().stream())
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        grid(most);
        for (int group = 0; group < groups.size(); group++) {
            bars(group, most);
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend() {
        int x = LEFT;
        for (String name : series) {
            add("<rect x=\"%d\" y=\"40\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, colour(name));
            add("<text x=\"%d\" y=\"50\">%s</text>\n", x + 18, name);
            x += 100;
        }
    }

    /** Lines at a quarter of the highest bar each. */
    private void grid(double most) {
        for (int line = 0; line <= 4; line++) {
            double y = TOP + PLOT - PLOT * line / 4.0;
            add("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e6e9ec\"/>", LEFT, WIDTH - 20, y, y);
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#57606a\">%,.0f</text>\n",
                    LEFT - 8, y + 4, most * line / 4);
        }
    }

    private void bars(int index, double most) {
        Group group = groups.get(index);
        int width = series.size() * BAR;
        int x = LEFT + GAP / 2 + index * (width + GAP);
        for (int bar = 0; bar < series.size(); bar++) {
            double value = group.values().get(bar);
            int left = x + bar * BAR;
            double height = Double.isNaN(value) ? 0 : PLOT * value / most;
            add(
                    "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>",
                    left, TOP + PLOT - height, BAR - 4, height, colour(series.get(bar)));
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\" font-size=\"10\">%s</text>\n",
                    left + BAR / 2 - 2, TOP + PLOT - height - 4, Double.isNaN(value) ? "void" : thousands(value));
        }
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s connections</text>\n",
                x + width / 2, TOP + PLOT + 20, group.name());
    }

    private static String thousands(double value) {
        return String.format(Locale.ROOT, "%.1fk", value / 1000);
    }

    private static String colour(String name) {
        return COLOURS.getOrDefault(name, "#8a8f98");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
