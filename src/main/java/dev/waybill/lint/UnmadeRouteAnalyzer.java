package dev.waybill.lint;

import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/**
 * Ends a start that stopped because Camel could not make a route, with route and reason alone. The causes are an
 * unknown endpoint, option, bean or property, or a mistake in an expression; Camel doesn't name the file here. A
 * failure that isn't the route's own keeps its stack trace.
 */
class UnmadeRouteAnalyzer extends AbstractFailureAnalyzer<FailedToCreateRouteException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, FailedToCreateRouteException cause) {
        String reason = reason(cause, NestedExceptionUtils.getMostSpecificCause(cause));
        if (reason == null) {
            return null;
        }
        String route = cause.getRouteId() == null ? "" : "route %s: ".formatted(cause.getRouteId());
        return new FailureAnalysis(route + reason, null, rootFailure);
    }

    private static @Nullable String reason(Throwable cause, Throwable deepest) {
        String message = deepest.getMessage();
        if (message == null) {
            return null;
        }
        var slip = ObjectHelper.getException(ExpressionIllegalSyntaxException.class, cause);
        if (slip != null && slip != deepest) { // the language's own parser, which then lists all names that it knows
            return "the expression that begins with \"%s\" can't be read: %s"
                    .formatted(firstLine(slip.getExpression()), firstLine(message));
        }
        if (!(deepest instanceof RuntimeCamelException || deepest instanceof IllegalArgumentException)) {
            return null;
        }
        var unfit = ObjectHelper.getException(PropertyBindingException.class, cause);
        return unfit == null || unfit.getPropertyName() == null
                ? message
                : "option %s: %s".formatted(unfit.getPropertyName(), message);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
