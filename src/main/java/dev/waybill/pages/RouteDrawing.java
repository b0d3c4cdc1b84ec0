package dev.waybill.pages;

import dev.waybill.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Draws a route's steps as boxes, indented by nesting. The steps come from Camel's own model of the route. */
final class RouteDrawing {

    private static final int MOST = 200;
    private static final int LABEL = 60;

    private final List<Box> boxes = new ArrayList<>();
    private final Map<String, Object> parameters;

    /** @param parameters the values of the template that the route was made of; empty if it was written out */
    private RouteDrawing(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    /**
     * A step.
     *
     * @param parent the index of the box that it hangs below; -1 for the first
     */
    public record Box(int index, int parent, int depth, String kind, String label) {

        public int x() {
            return 8 + depth * 24;
        }

        public int y() {
            return 8 + index * 34;
        }

        /** Returns the upper end of the line from the parent. */
        public int lineFrom() {
            return 8 + parent * 34 + 26;
        }
    }

    static List<Box> of(CamelContext camel, String routeId) {
        RouteDefinition route =
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinition(routeId);
        RouteDrawing drawing = new RouteDrawing(
                route == null || route.getTemplateParameters() == null ? Map.of() : route.getTemplateParameters());
        if (route != null) {
            drawing.add(-1, 0, "from", drawing.address(route.getInput().getEndpointUri()));
            drawing.steps(0, 1, route.getOutputs());
        }
        return List.copyOf(drawing.boxes);
    }

    private void steps(int parent, int depth, List<? extends ProcessorDefinition<?>> steps) {
        for (ProcessorDefinition<?> step : steps) {
            if (boxes.size() == MOST) {
                return;
            }
            int index = add(parent, depth, step.getShortName(), label(step));
            if (step instanceof ChoiceDefinition choice) {
                choice.getWhenClauses().forEach(when -> {
                    int branch = add(index, depth + 1, "when", label(when));
                    steps(branch, depth + 2, when.getOutputs());
                });
                if (choice.getOtherwise() != null) {
                    int branch = add(index, depth + 1, "otherwise", "");
                    steps(branch, depth + 2, choice.getOtherwise().getOutputs());
                }
            } else {
                steps(index, depth + 1, step.getOutputs());
            }
        }
    }

    private int add(int parent, int depth, String kind, @Nullable String label) {
        int index = boxes.size();
        String line = label == null ? "" : filled(label).replaceAll("\\s+", " ").strip();
        boxes.add(new Box(index, parent, depth, kind, Excerpt.marked(line, LABEL)));
        return index;
    }

    private String filled(String label) {
        String filled = label;
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            filled = filled.replace("{{%s}}".formatted(parameter.getKey()), String.valueOf(parameter.getValue()));
        }
        return filled;
    }

    /** Returns an address without its parameters, which are in the route's text, and without a password. */
    private @Nullable String address(@Nullable String uri) {
        if (uri == null) {
            return null;
        }
        String filled = filled(StringHelper.before(uri, "?", uri));
        return URISupport.sanitizeUri(StringHelper.before(filled, "?", filled));
    }

    private @Nullable String label(NamedNode step) {
        return switch (step) {
            case ToDefinition to -> address(to.getUri());
            case ExpressionNode node
            when node.getExpression() != null -> node.getExpression().getExpression();
            case ChoiceDefinition choice -> ""; // its branches show it
            default -> withoutKind(step.getLabel(), step.getShortName());
        };
    }

    /**
     * Returns the label without the kind, which the box shows already: of {@code marshal[json]} the part between the
     * brackets.
     */
    private static String withoutKind(String label, String kind) {
        if (label.equals(kind)) {
            return "";
        }
        return label.startsWith(kind + "[") && label.endsWith("]")
                ? label.substring(kind.length() + 1, label.length() - 1)
                : label;
    }
}
