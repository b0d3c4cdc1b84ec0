package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import dev.waybill.routes.Sends;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

/**
 * A header of the hub is read before the route removes it. The delivery's key would otherwise go out empty, and two
 * attempts could write one temporary file.
 */
final class HeadersStayUntilRead implements Rule {

    private static final Pattern READ = Pattern.compile("headers?(?:\\.|:|\\[)['\"]?(Camel(?:Inbox|Outbox)\\w+)");

    @Override
    public Stream<Finding> findings(Routes routes) {
        Map<RouteDefinition, List<RouteStep>> removals = new HashMap<>();
        Set<Finding> findings = new LinkedHashSet<>();
        routes.steps().forEach(step -> {
            List<RouteStep> before = removals.computeIfAbsent(step.route(), none -> new ArrayList<>());
            texts(step.node())
                    .flatMap(text -> READ.matcher(text).results().map(read -> read.group(1)))
                    .forEach(name -> before.stream()
                            .filter(each -> isSureBefore(each.node(), step.node()) && takes(each.node(), name))
                            .map(each ->
                                    each.finding("removes the header %s, which a later step reads".formatted(name)))
                            .forEach(findings::add));
            if (step.node() instanceof RemoveHeadersDefinition) {
                before.add(step);
            }
        });
        return findings.stream();
    }

    private static Stream<String> texts(ProcessorDefinition<?> node) {
        Stream<String> expression =
                switch (node) {
                    case ExpressionNode with
                    when with.getExpression() != null ->
                        Stream.ofNullable(with.getExpression().getExpression());
                    case LogDefinition log -> Stream.ofNullable(log.getMessage());
                    default -> Stream.empty();
                };
        return Stream.concat(expression, Sends.written(node));
    }

    /** False if the removal stands in a branch that the step may not follow. */
    private static boolean isSureBefore(ProcessorDefinition<?> removal, ProcessorDefinition<?> step) {
        ProcessorDefinition<?> around = step.getParent();
        while (around != null && around != removal.getParent()) {
            around = around.getParent();
        }
        return around != null;
    }

    private static boolean takes(ProcessorDefinition<?> step, String name) {
        return step instanceof RemoveHeadersDefinition removal
                && matches(name, removal.getPattern())
                && !matches(name, removal.getExcludePattern());
    }

    private static boolean matches(String name, @Nullable String pattern) {
        return pattern != null && PatternHelper.matchPattern(name, pattern);
    }
}
