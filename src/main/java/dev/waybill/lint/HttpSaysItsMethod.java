package dev.waybill.lint;

import java.util.Set;
import java.util.stream.Stream;

/** A request behind {@code outbox:} names its method: without one a query makes it a GET, whose body never goes out. */
final class HttpSaysItsMethod implements Rule {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public Stream<Finding> findings(Routes routes) {
        return routes.stepsBehind("outbox")
                .flatMap(step -> Sends.written(step.node())
                        .map(routes::resolve)
                        .map(Address::of)
                        .filter(address -> SCHEMES.contains(address.scheme())
                                && !address.parameters().containsKey("httpMethod"))
                        .map(address -> step.finding(
                                "sends to %s: without httpMethod, such as POST, it may be a GET that leaves the body out"
                                        .formatted(address.scheme()))));
    }
}
