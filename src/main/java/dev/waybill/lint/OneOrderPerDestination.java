package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Order belongs to the destination: all steps that send to it set the same {@code ordered}. */
final class OneOrderPerDestination implements Rule {

    private static final String DEFAULT = "true";

    @Override
    public Stream<Finding> findings(Routes routes) {
        Map<String, String> ordered = new HashMap<>();
        return routes.steps()
                .flatMap(step -> routes.sends(step)
                        .filter(address -> address.scheme().equals("outbox"))
                        .flatMap(address -> {
                            String now = address.parameters().getOrDefault("ordered", DEFAULT);
                            String before = ordered.putIfAbsent(address.name(), now);
                            return before == null || before.equals(now)
                                    ? Stream.empty()
                                    : Stream.of(step.finding(
                                            address,
                                            "sends to %s with ordered=%s, others with ordered=%s"
                                                    .formatted(address, now, before)));
                        }));
    }
}
