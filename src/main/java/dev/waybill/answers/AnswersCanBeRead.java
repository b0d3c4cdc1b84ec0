package dev.waybill.answers;

import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The rules of answers that a destination names exist and can be read; and the route that it asks first is there. A
 * destination that asks needs rules for what it is told.
 */
public final class AnswersCanBeRead implements Rule {

    @Override
    public Stream<Finding> findings(Routes routes) {
        return routes.consuming("outbox").flatMap(route -> findings(routes, route));
    }

    private static Stream<Finding> findings(Routes routes, RouteDefinition route) {
        String uri = Routes.filled(route, route.getInput().getEndpointUri());
        RouteStep step = new RouteStep(route, route);
        String rules = given(uri, "answers");
        String ask = given(uri, "askFirst");
        Stream<Finding> unreadable = rules == null ? Stream.empty() : unreadable(routes, step, rules);
        return Stream.concat(unreadable, Stream.ofNullable(unasked(routes, step, rules, ask)));
    }

    /** Returns an option as the route gives it; null without one, or if the hub alone knows its value. */
    private static @Nullable String given(String uri, String option) {
        String value = EndpointUri.of(uri).parameters().get(option);
        return value == null || value.contains("{{") ? null : value;
    }

    private static Stream<Finding> unreadable(Routes routes, RouteStep step, String rules) {
        try {
            return ReadAnswerRules.findings(routes.context(), rules).stream();
        } catch (IllegalArgumentException e) {
            return Stream.of(step.finding("can't judge answers: " + e.getMessage()));
        }
    }

    private static @Nullable Finding unasked(
            Routes routes, RouteStep step, @Nullable String rules, @Nullable String ask) {
        if (ask == null) {
            return null;
        }
        if (rules == null) {
            return step.finding("asks first and has no rules for what it is told: give it answers");
        }
        EndpointUri asked = EndpointUri.of(ask);
        boolean there = asked.scheme().equals("direct")
                && routes.consuming("direct")
                        .anyMatch(route -> routes.from(route).name().equals(asked.name()));
        return there ? null : step.finding("asks %s first, which no route consumes".formatted(ask));
    }
}
