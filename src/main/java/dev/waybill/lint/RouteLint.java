package dev.waybill.lint;

import dev.waybill.answers.AnswersCanBeRead;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import dev.waybill.sources.SourceNames;
import java.util.List;
import java.util.Locale;
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
            new TemplatesCanBeRead(),
            new HeadersStayUntilRead(),
            new AnswersCanBeRead(),
            new OneConsumerEach(),
            new EveryDestinationIsConsumed(),
            new OnlyEventsNameDestinations(),
            new OneOrderPerDestination(),
            new InboxKeepsWhatItAccepted(),
            new InboxStoresBeforeItIsAsked());

    private RouteLint() {}

    /** Returns the mistakes in the context's routes, by file and line; empty if there are none. */
    public static List<Finding> check(ModelCamelContext context) {
        return check(context, SourceNames.NONE, true);
    }

    /**
     * Does the same, and also checks that each of these sources has a route.
     *
     * @param all false if some routes could not be loaded: then no rule says what only all routes show
     */
    public static List<Finding> check(ModelCamelContext context, SourceNames sources, boolean all) {
        Routes routes = new Routes(context);
        return Stream.concat(
                        RULES.stream(),
                        Stream.of(new EverySourceIsRouted(sources), new EveryInboxHasItsSource(sources)))
                .filter(rule -> all || !rule.needsAllRoutes())
                .flatMap(rule -> rule.findings(routes).map(found -> found.by(name(rule))))
                .distinct()
                .sorted(Finding.BY_PLACE)
                .toList();
    }

    /** Returns the findings that stop a start: a check tells the others too. */
    public static List<Finding> errors(ModelCamelContext context, SourceNames sources) {
        return check(context, sources, true).stream().filter(Finding::isError).toList();
    }

    /** Returns {@code known-options} for {@code KnownOptions}. */
    private static String name(Rule rule) {
        return rule.getClass()
                .getSimpleName()
                .replaceAll("(?<!^)(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
