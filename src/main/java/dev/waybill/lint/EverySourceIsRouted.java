package dev.waybill.lint;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

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
 * Every source of the settings needs a route from {@code inbox:}; otherwise its events wait for ever, unnoticed. Its
 * webhooks need a route from the public port, which has no other paths for them. A route from a source that the
 * settings do not have never gets an event.
 */
final class EverySourceIsRouted implements Rule {

    private final Set<String> sources;
    private final Set<String> unsigned;

    EverySourceIsRouted(SourceNames sources) {
        this.sources = sources.all();
        this.unsigned = sources.unsigned();
    }

    @Override
    public boolean needsAllRoutes() {
        return true;
    }

    @Override
    public Stream<Finding> findings(Routes routes) {
        if (routes.all().isEmpty()) {
            return Stream.empty(); // SomeRouteIsLoaded reports it
        }
        Set<String> routed = routes.consuming("inbox")
                .map(route -> routes.from(route).name())
                .collect(toSet());
        Stream<Finding> elsewhere = routes.consuming("platform-http")
                .filter(route -> !sources.isEmpty() && !isOfSource(routes.from(route)))
                .map(route -> new RouteStep(route, route)
                        .finding("takes webhooks at a path that no source has: use /webhooks/{source}"));
        Stream<Finding> unrouted = sources.stream()
                .filter(source -> !routed.contains(source))
                .sorted()
                .map(source -> new Finding(
                        "application.yaml",
                        0,
                        "",
                        "waybill.sources.%s has no route from inbox:%s: its events would be accepted but never routed"
                                .formatted(source, source)));
        return Stream.of(elsewhere, unrouted, unfed(routes), unknown(routes)).flatMap(found -> found);
    }

    private Stream<Finding> unfed(Routes routes) {
        Set<String> fed = routes.steps()
                .flatMap(routes::sends)
                .filter(address -> address.scheme().equals("inbox"))
                .map(EndpointUri::name)
                .collect(toSet());
        return unsigned.stream()
                .filter(source -> !fed.contains(source))
                .sorted()
                .map(source -> new Finding(
                                "application.yaml",
                                0,
                                "",
                                "waybill.sources.%s has no signature, and no route sends to inbox:%s: no event comes in"
                                        .formatted(source, source))
                        .asWarning());
    }

    private Stream<Finding> unknown(Routes routes) {
        Map<String, String> known = sources.stream().collect(toMap(name -> name, name -> name));
        return routes.consuming("inbox")
                .filter(route -> !sources.isEmpty())
                .filter(route -> !sources.contains(routes.from(route).name()))
                .map(route -> {
                    EndpointUri from = routes.from(route);
                    return new RouteStep(route, route)
                            .finding(
                                    from,
                                    "starts from %s, but the settings have no waybill.sources.%s: no event comes in"
                                            .formatted(from, from.name()))
                            .meaning(DidYouMean.nearest(from.name(), known));
                });
    }

    private boolean isOfSource(EndpointUri address) {
        String path = address.parameters().getOrDefault("path", address.name());
        return path.matches("/?webhooks/\\{\\w+}")
                || sources.stream().anyMatch(each -> path.matches("/?webhooks/" + each));
    }
}
