package dev.waybill.lint;

import static java.util.stream.Collectors.toMap;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import dev.waybill.sources.SourceNames;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A step to {@code inbox:} stores for a source of the settings. A route that takes messages of a broker names one, and
 * one without a signature: else no hub could start the route.
 */
final class EveryInboxHasItsSource implements Rule {

    /** The components whose messages have no signature. */
    private static final Set<String> BROKERS = Set.of("kafka", "amqp");

    private static final String ANY = "*";

    private final SourceNames sources;

    EveryInboxHasItsSource(SourceNames sources) {
        this.sources = sources;
    }

    @Override
    public Stream<Finding> findings(Routes routes) {
        return sources.all().isEmpty()
                ? Stream.empty()
                : routes.steps()
                        .flatMap(step -> routes.sends(step)
                                .filter(address -> address.scheme().equals("inbox"))
                                .flatMap(address -> of(step, address, routes.from(step.route()))));
    }

    private Stream<Finding> of(RouteStep step, EndpointUri address, EndpointUri from) {
        String source = address.name();
        boolean any = source.isEmpty() || source.equals(ANY);
        if (any && !BROKERS.contains(from.scheme())) {
            return Stream.empty(); // the path of the request names it
        }
        if (any) {
            return Stream.of(
                    step.finding(address, "takes messages of a broker, which name no source: send to inbox:<source>"));
        }
        if (!sources.all().contains(source)) {
            Map<String, String> known = sources.all().stream().collect(toMap(name -> name, name -> name));
            return Stream.of(step.finding(
                            address,
                            "sends to %s, but the settings have no waybill.sources.%s".formatted(address, source))
                    .meaning(DidYouMean.nearest(source, known)));
        }
        return BROKERS.contains(from.scheme()) && !sources.unsigned().contains(source)
                ? Stream.of(step.finding(
                        address,
                        "takes messages of a broker for the source %s, whose events are signed: use a source with 'preset: %s'"
                                .formatted(source, from.scheme())))
                : Stream.empty();
    }
}
