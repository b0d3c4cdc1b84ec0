package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.JqCalls;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.springframework.core.NestedExceptionUtils;

/** An unknown jq function fails only when it is called, so every single event would fail. */
final class JqKnowsItsFunctions implements Rule {

    @Override
    public Stream<Finding> findings(Routes routes) {
        return routes.steps()
                .flatMap(step -> expressions(step.node())
                        .filter(expression -> "jq".equals(expression.getLanguage()))
                        .flatMap(expression -> unknown(routes, step, expression.getExpression())));
    }

    private static Stream<ExpressionDefinition> expressions(ProcessorDefinition<?> node) {
        return node instanceof ExpressionNode holder ? Stream.ofNullable(holder.getExpression()) : Stream.empty();
    }

    private static Stream<Finding> unknown(Routes routes, RouteStep step, String written) {
        String text = routes.text(written);
        Scope known = routes.jqScope();
        if (text == null) {
            return Stream.of(step.finding("names %s for its jq, which can't be found".formatted(written)));
        }
        if (known == null) {
            return Stream.empty();
        }
        String where = text.equals(written) ? "jq" : written.substring(written.lastIndexOf('/') + 1);
        try {
            return JqCalls.of(JsonQuery.compile(text, Versions.JQ_1_7)).unknownTo(known).stream()
                    .map(name -> step.finding("calls %s in its %s, which is no function".formatted(name, where)));
        } catch (JsonQueryException e) {
            return Stream.of(step.finding("has a %s that can't be read: %s".formatted(where, firstLine(e))));
        }
    }

    /** Returns the first line of the parser's own message, which names the place in the program. */
    private static String firstLine(Exception e) {
        String message = NestedExceptionUtils.getMostSpecificCause(e).getMessage();
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
