package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import dev.waybill.routes.Sends;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.WhenDefinition;
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
        return routes.all().stream()
                .flatMap(route -> findings(route, route.getOutputs(), List.of()))
                .distinct();
    }

    /** @param but the headers that were set again since */
    private record Removal(RemoveHeadersDefinition step, Set<String> but) {

        Removal but(String header) {
            return new Removal(
                    step, Stream.concat(but.stream(), Stream.of(header)).collect(Collectors.toUnmodifiableSet()));
        }

        boolean takes(String header) {
            return !but.contains(header)
                    && matches(header, step.getPattern())
                    && !matches(header, step.getExcludePattern());
        }
    }

    /** @param removals the steps that have removed headers before, on each way to these */
    private static Stream<Finding> findings(
            RouteDefinition route, List<ProcessorDefinition<?>> steps, List<Removal> removals) {
        List<Finding> findings = new ArrayList<>();
        List<Removal> before = new ArrayList<>(removals);
        for (ProcessorDefinition<?> step : steps) {
            texts(step)
                    .flatMap(text -> READ.matcher(text).results().map(read -> read.group(1)))
                    .forEach(name -> before.stream()
                            .filter(each -> each.takes(name))
                            .map(each -> finding(route, each.step(), name))
                            .forEach(findings::add));
            if (step instanceof RemoveHeadersDefinition removal) {
                before.add(new Removal(removal, Set.of()));
            } else if (step instanceof SetHeaderDefinition set) {
                before.replaceAll(removal -> removal.but(String.valueOf(set.getName())));
            }
            branches(step).flatMap(each -> findings(route, each, before)).forEach(findings::add);
        }
        return findings.stream();
    }

    /** Returns the steps within a step, by the ways through it. A multicast gives each of its steps a copy. */
    private static Stream<List<ProcessorDefinition<?>>> branches(ProcessorDefinition<?> step) {
        if (step instanceof MulticastDefinition) {
            return step.getOutputs().stream().map(List::of);
        }
        if (!(step instanceof ChoiceDefinition choice)) {
            return Stream.of(step.getOutputs());
        }
        return Stream.concat(
                choice.getWhenClauses().stream().map(WhenDefinition::getOutputs),
                Stream.ofNullable(choice.getOtherwise()).map(OtherwiseDefinition::getOutputs));
    }

    private static Finding finding(RouteDefinition route, RemoveHeadersDefinition removal, String name) {
        return new RouteStep(route, removal).finding("removes the header %s, which a later step reads".formatted(name));
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

    private static boolean matches(String name, @Nullable String pattern) {
        return pattern != null && PatternHelper.matchPattern(name, pattern);
    }
}
