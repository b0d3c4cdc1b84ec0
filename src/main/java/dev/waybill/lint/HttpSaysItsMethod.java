package dev.waybill.lint;

import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import dev.waybill.routes.Sends;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A request behind {@code outbox:} names its method: otherwise a query makes it a GET, whose body never goes out. The
 * component's own client makes the request, since requests are recorded there.
 */
final class HttpSaysItsMethod implements Rule {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public Stream<Finding> findings(Routes routes) {
        return routes.stepsBehind("outbox")
                .flatMap(step -> Sends.written(step.node())
                        .map(uri -> routes.resolve(step.route(), uri))
                        .map(EndpointUri::of)
                        .filter(address -> SCHEMES.contains(address.scheme()))
                        .flatMap(address -> sentences(address).map(step::finding)));
    }

    private static Stream<String> sentences(EndpointUri address) {
        Stream<String> method = address.parameters().containsKey("httpMethod")
                ? Stream.of()
                : Stream.of("sends to %s: without httpMethod, such as POST, it can be a GET without the body"
                        .formatted(address.scheme()));
        Stream<String> client = address.parameters().containsKey("httpClient")
                ? Stream.of(
                        "sends to %s through its own client, and its requests can't be recorded: use httpClientConfigurer"
                                .formatted(address.scheme()))
                : Stream.of();
        return Stream.concat(method, client);
    }
}
