package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;

/**
 * Finds everything in the loaded routes that would lose, duplicate or reorder events. It is the same at start and in
 * tests.
 */
public final class RouteLint {

    private static final List<Rule> RULES = List.of(
            new SomeRouteIsLoaded(),
            new SafeSteps(),
            new OneAfterAnother(),
            new EveryChoiceDecides(),
            new OutboxAloneRedelivers(),
            new HttpSaysItsMethod(),
            new KnownOptions(),
            new JqKnowsItsFunctions(),
            new TemplatesCanBeRead(),
            new OneConsumerEach(),
            new EveryDestinationIsConsumed(),
            new OnlyEventsNameDestinations(),
            new OneOrderPerDestination(),
            new InboxKeepsWhatItAccepted(),
            new InboxStoresBeforeItIsAsked());

    private RouteLint() {}

    /** Returns the mistakes in the context's routes, by file and line; empty if there are none. */
    public static List<Finding> check(ModelCamelContext context) {
        return check(context, Set.of());
    }

    /** Does the same, and also checks that each of these sources has a route. */
    static List<Finding> check(ModelCamelContext context, Set<String> sources) {
        Routes routes = new Routes(context);
        return Stream.concat(RULES.stream(), Stream.of(new EverySourceIsRouted(sources)))
                .flatMap(rule -> rule.findings(routes))
                .distinct()
                .sorted(Finding.BY_PLACE)
                .toList();
    }
}
