package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.stream.Stream;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;
import org.jspecify.annotations.Nullable;

/**
 * No route behind {@code outbox:} repeats or drops a delivery by itself: the outbox could neither count nor pace it.
 */
final class OutboxAloneRedelivers implements Rule {

    @Override
    public Stream<Finding> findings(Routes routes) {
        Stream<Finding> handlers = routes.behind("outbox").stream().flatMap(route -> handler(routes, route));
        Stream<Finding> onExceptions = routes.stepsBehind("outbox").flatMap(step -> onException(routes, step));
        return Stream.concat(handlers, onExceptions);
    }

    private static Stream<Finding> handler(Routes routes, RouteDefinition route) {
        return check(routes, new RouteStep(route, route), route.getErrorHandlerFactory());
    }

    private static Stream<Finding> check(Routes routes, RouteStep step, @Nullable ErrorHandlerFactory handler) {
        return switch (handler) {
            case DeadLetterChannelDefinition dead ->
                Stream.of(step.finding("has a deadLetterChannel, which would count a failed delivery as delivered"));
            case DefaultErrorHandlerDefinition known ->
                repeats(
                        routes,
                        step,
                        "error handler",
                        known.getRedeliveryPolicy(),
                        known.getRedeliveryPolicyRef(),
                        known.getRetryWhileRef() == null ? known.getRetryWhilePredicate() : known.getRetryWhileRef());
            case RefErrorHandlerDefinition reference ->
                check(routes, step, routes.bean(reference.getRef(), ErrorHandlerFactory.class));
            case null, default -> Stream.empty();
        };
    }

    private static Stream<Finding> onException(Routes routes, RouteStep step) {
        return step.node() instanceof OnExceptionDefinition handler
                ? repeats(
                        routes,
                        step,
                        "onException",
                        handler.getRedeliveryPolicyType(),
                        handler.getRedeliveryPolicyRef(),
                        handler.getRetryWhile())
                : Stream.empty();
    }

    private static Stream<Finding> repeats(
            Routes routes,
            RouteStep step,
            String where,
            @Nullable RedeliveryPolicyDefinition policy,
            @Nullable String policyBean,
            @Nullable Object retryWhile) {
        String maximum = policy == null ? null : policy.getMaximumRedeliveries();
        boolean none = maximum == null || routes.resolve(maximum).equals("0");
        if (none && policyBean == null && retryWhile == null) {
            return Stream.empty();
        }
        return Stream.of(step.finding("redelivers in its %s: only the outbox does that".formatted(where)));
    }
}
