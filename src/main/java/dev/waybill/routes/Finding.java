package dev.waybill.routes;

import java.util.Comparator;
import org.apache.camel.NamedNode;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in a route.
 *
 * @param file the route file as the operator knows it; null if the route came from elsewhere
 * @param line the line in that file, from 1; 0 if it is not known
 * @param routeId the route's id; empty if no single route is meant
 * @param sentence the mistake in words
 */
public record Finding(@Nullable String file, int line, String routeId, String sentence) {

    public static final Comparator<Finding> BY_PLACE =
            Comparator.comparing(Finding::place).thenComparing(Finding::line).thenComparing(Finding::sentence);

    static Finding of(RouteStep step, String sentence) {
        NamedNode node = step.place();
        return new Finding(
                SourceFile.name(node.getLocation()), Math.max(node.getLineNumber(), 0), step.routeId(), sentence);
    }

    private String place() {
        return file == null ? "" : file;
    }

    /** Formats it as editors understand it: {@code routes/erp.camel.yaml:23: what is wrong}. */
    @Override
    public String toString() {
        if (file == null) {
            return sentence;
        }
        return line == 0 ? "%s: %s".formatted(file, sentence) : "%s:%d: %s".formatted(file, line, sentence);
    }
}
