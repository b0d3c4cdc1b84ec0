package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.stream.Stream;
import org.apache.camel.model.ChoiceDefinition;

/** Every {@code choice} behind {@code inbox:} or {@code outbox:} has an {@code otherwise} for the rest. */
final class EveryChoiceDecides implements Rule {

    @Override
    public Stream<Finding> findings(Routes routes) {
        return Stream.of("inbox", "outbox")
                .flatMap(routes::stepsBehind)
                .filter(step -> step.node() instanceof ChoiceDefinition choice && choice.getOtherwise() == null)
                .map(step -> step.finding(
                        "has a choice without otherwise: events that match no branch would vanish silently"));
    }
}
