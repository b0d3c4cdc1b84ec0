package dev.waybill.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.overview.Overview.Edge;
import dev.waybill.overview.Overview.Line;
import dev.waybill.overview.Overview.Source;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/** The flow as a drawing of three columns: sources, event types, destinations. */
public final class FlowMap {

    private static final int WIDTH = 190;
    private static final int HEIGHT = 44;
    private static final int GAP = 12;
    private static final int[] COLUMNS = {8, 330, 652};
    private static final String NOWHERE = "no destination";

    private final Format show;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Curve> curves = new ArrayList<>();
    private int rows;

    private FlowMap(Format show) {
        this.show = show;
    }

    /**
     * A box.
     *
     * @param failing the rate of failures there, in a few characters; empty if none
     * @param tone the style class
     */
    public record Node(int x, int y, String label, String sub, String failing, String tone, String href) {}

    /**
     * A line between two boxes.
     *
     * @param width the width, which follows the rate of events along it
     */
    public record Curve(String path, double width, String tone, String title) {}

    /** The whole drawing. */
    public record Drawing(int height, List<Node> nodes, List<Curve> curves) {}

    public static Drawing of(Overview flow, Format show) {
        FlowMap map = new FlowMap(show);
        map.draw(flow);
        return new Drawing(map.rows * (HEIGHT + GAP) + 8, List.copyOf(map.nodes.values()), map.curves);
    }

    private void draw(Overview flow) {
        Map<String, List<Edge>> bySource = flow.edges().stream()
                .collect(Collectors.groupingBy(
                        edge -> edge.source() + "\0" + edge.type(), TreeMap::new, Collectors.toList()));
        List<Edge> arriving = bySource.values().stream().map(FlowMap::strongest).toList();
        Map<String, Double> types = arriving.stream()
                .collect(Collectors.groupingBy(Edge::type, TreeMap::new, Collectors.summingDouble(Edge::perMinute)));
        boolean unrouted =
                flow.edges().stream().anyMatch(edge -> edge.destination().isEmpty());
        rows = Math.max(
                1,
                Math.max(
                        types.size(),
                        Math.max(flow.sources().size(), flow.destinations().size() + (unrouted ? 1 : 0))));
        column(0, flow.sources().stream().map(this::node).toList());
        column(
                1,
                types.entrySet().stream()
                        .map(type -> new Node(
                                0,
                                0,
                                "type:" + type.getKey(),
                                show.rate(type.getValue()),
                                "",
                                "plain",
                                eventsOf(type.getKey())))
                        .toList());
        List<Node> ends =
                new ArrayList<>(flow.destinations().stream().map(this::node).toList());
        if (unrouted) {
            ends.add(new Node(0, 0, "to:", "unrouted", "", "warn", "/console/routes"));
        }
        column(2, ends);
        Map<String, Line> lines = flow.destinations().stream()
                .collect(Collectors.toMap(line -> line.now().name(), line -> line));
        arriving.forEach(edge -> curve("from:" + edge.source(), "type:" + edge.type(), edge, "plain"));
        flow.edges().forEach(edge -> curve("type:" + edge.type(), "to:" + edge.destination(), edge, tone(edge, lines)));
    }

    /**
     * Returns the edge with the highest rate. An event goes to several destinations but arrived only once, so rates
     * must not be added.
     */
    private static Edge strongest(List<Edge> edges) {
        return edges.stream().max(Comparator.comparingDouble(Edge::perMinute)).orElseThrow();
    }

    private static String tone(Edge edge, Map<String, Line> lines) {
        Line line = lines.get(edge.destination());
        return line == null ? "warn" : line.tone();
    }

    private Node node(Source source) {
        return new Node(
                0,
                0,
                "from:" + source.name(),
                (source.silent() ? "silent for " + show.age(source.latest()) : show.rate(source.perMinute()))
                        + (source.signed() ? "" : " · no signature"),
                "",
                source.silent() ? "bad" : "good",
                "");
    }

    private Node node(Line line) {
        boolean plain = line.state().equals("flowing") || line.state().equals("failing");
        String waiting = show.number(line.now().pending()) + " wait";
        String sub = line.now().pending() == 0
                ? show.rate(line.perMinute())
                : plain ? waiting + ", " + show.age(line.now().oldest()) : waiting;
        return new Node(
                0,
                0,
                "to:" + line.now().name(),
                plain ? sub : line.state() + " · " + sub,
                line.failing() > 0 ? "✕ " + show.rate(line.failing()) : "",
                line.tone(),
                "/console/destinations/" + UriUtils.encodePathSegment(line.now().name(), UTF_8));
    }

    private static String eventsOf(String type) {
        return "/console/events?type=" + URLEncoder.encode(type, StandardCharsets.UTF_8);
    }

    /** Spreads a column's boxes over the drawing's height. */
    private void column(int column, List<Node> boxes) {
        double step = rows * (HEIGHT + GAP) / (double) Math.max(1, boxes.size());
        for (int i = 0; i < boxes.size(); i++) {
            Node box = boxes.get(i);
            String key = box.label();
            String name = key.substring(key.indexOf(':') + 1);
            nodes.put(
                    key,
                    new Node(
                            COLUMNS[column],
                            (int) (8 + step * i + (step - HEIGHT - GAP) / 2),
                            show.brief(
                                    name.isEmpty() ? NOWHERE : name,
                                    box.failing().isEmpty() ? 24 : 13),
                            show.brief(box.sub(), 29),
                            box.failing(),
                            box.tone(),
                            box.href()));
        }
    }

    private void curve(String from, String to, Edge edge, String tone) {
        Node start = nodes.get(from);
        Node end = nodes.get(to);
        if (start == null || end == null) {
            return;
        }
        int x1 = start.x() + WIDTH;
        int y1 = start.y() + HEIGHT / 2;
        int y2 = end.y() + HEIGHT / 2;
        int middle = (x1 + end.x()) / 2;
        curves.add(new Curve(
                "M%d %dC%d %d %d %d %d %d".formatted(x1, y1, middle, y1, middle, y2, end.x(), y2),
                Double.parseDouble(String.format(
                        Locale.ROOT, "%.1f", 1 + Math.min(6, Math.log10(1 + edge.perMinute()) * 2))),
                edge.perMinute() > 0 ? tone : "idle",
                "%s → %s: %s".formatted(start.label(), end.label(), show.rate(edge.perMinute()))));
    }
}
