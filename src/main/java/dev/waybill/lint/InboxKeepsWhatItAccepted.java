package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.stream.Stream;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.jspecify.annotations.Nullable;

/** The idempotent consumer on the inbox stores before the route goes on, answers duplicates too, and never forgets. */
final class InboxKeepsWhatItAccepted implements Rule {

    private static final String REPOSITORY = "(#bean:|#)?inbox";

    @Override
    public Stream<Finding> findings(Routes routes) {
        return routes.steps()
                .flatMap(step -> step.node() instanceof IdempotentConsumerDefinition consumer
                                && isInbox(routes, consumer.getIdempotentRepository())
                        ? findings(routes, step, consumer)
                        : Stream.empty());
    }

    private static Stream<Finding> findings(Routes routes, RouteStep step, IdempotentConsumerDefinition consumer) {
        return Stream.of(
                        wants(routes, step, "eager", true, consumer.getEager()),
                        wants(routes, step, "skipDuplicate", false, consumer.getSkipDuplicate()),
                        wants(routes, step, "removeOnFailure", false, consumer.getRemoveOnFailure()))
                .flatMap(found -> found);
    }

    /** Checks an option whose default in Camel is true, as it is for all three. */
    private static Stream<Finding> wants(
            Routes routes, RouteStep step, String option, boolean wanted, @Nullable String actual) {
        return (actual == null || routes.isTrue(actual)) == wanted
                ? Stream.empty()
                : Stream.of(
                        step.finding("needs %s: %s on its idempotentConsumer of the inbox".formatted(option, wanted)));
    }

    static boolean isInbox(Routes routes, @Nullable String repository) {
        return repository != null && routes.resolve(repository).matches(REPOSITORY);
    }
}
