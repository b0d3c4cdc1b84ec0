package dev.waybill.answers;

import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WhenDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The rules of answers that a destination names exist and can be read; and the route that it asks first is there. A
 * destination that asks needs rules for what it is told, and rules judge one request alone.
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
        return Stream.of(
                        unreadable,
                        Stream.ofNullable(rules == null ? null : several(routes, route)),
                        Stream.ofNullable(unasked(routes, step, rules, ask)))
                .flatMap(each -> each);
    }

    /** The rules judge the last answer, and can't know whether a refused request was the hand-over or one before it. */
    private static @Nullable Finding several(Routes routes, RouteDefinition route) {
        return requests(routes, route.getOutputs(), route) <= 1
                ? null
                : new RouteStep(route, route)
                        .finding("judges answers by rules and can send several HTTP requests: keep one in this route");
    }

    /** Returns the most requests that one way through the steps sends. */
    private static long requests(Routes routes, List<ProcessorDefinition<?>> steps, RouteDefinition route) {
        return steps.stream()
                .mapToLong(step -> routes.sends(new RouteStep(route, step))
                                .filter(address -> address.scheme().startsWith("http"))
                                .count()
                        + within(routes, step, route))
                .sum();
    }

    private static long within(Routes routes, ProcessorDefinition<?> step, RouteDefinition route) {
        if (!(step instanceof ChoiceDefinition choice)) {
            return requests(routes, step.getOutputs(), route);
        }
        return Stream.concat(
                        choice.getWhenClauses().stream().map(WhenDefinition::getOutputs),
                        Stream.ofNullable(choice.getOtherwise()).map(OtherwiseDefinition::getOutputs))
                .mapToLong(branch -> requests(routes, branch, route))
                .max()
                .orElse(0);
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
        RouteDefinition question = !asked.scheme().equals("direct")
                ? null
                : routes.consuming("direct")
                        .filter(route -> routes.from(route).name().equals(asked.name()))
                        .findFirst()
                        .orElse(null);
        return question == null
                ? step.finding("asks %s first, which no route consumes".formatted(ask))
                : several(routes, question);
    }
}
