package dev.waybill.lint;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/**
 * Ends a start that stopped because Camel could not make a route, for an unknown endpoint, option, bean or property,
 * with route and reason alone: Camel doesn't tell the file here. A failure that isn't the route's own keeps its stack trace.
 */
class UnmadeRouteAnalyzer extends AbstractFailureAnalyzer<FailedToCreateRouteException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, FailedToCreateRouteException cause) {
        Throwable reason = NestedExceptionUtils.getMostSpecificCause(cause);
        boolean routesOwn = reason instanceof RuntimeCamelException || reason instanceof IllegalArgumentException;
        if (!routesOwn || reason.getMessage() == null) {
            return null;
        }
        String route = cause.getRouteId() == null ? "" : "route %s: ".formatted(cause.getRouteId());
        return new FailureAnalysis(route + reason.getMessage(), null, rootFailure);
    }
}
