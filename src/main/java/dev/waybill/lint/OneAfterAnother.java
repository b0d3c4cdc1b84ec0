package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.stream.Stream;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.SplitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a message behind {@code inbox:} or {@code outbox:} run one after another, and the first failure ends them.
 * In parallel, or after a failure, a later copy's success would hide what an earlier one lost.
 */
final class OneAfterAnother implements Rule {

    @Override
    public Stream<Finding> findings(Routes routes) {
        return Stream.of("inbox", "outbox").flatMap(routes::stepsBehind).flatMap(step -> findings(routes, step));
    }

    private static Stream<Finding> findings(Routes routes, RouteStep step) {
        Copies copies = Copies.of(step);
        if (copies == null) {
            return Stream.empty();
        }
        String name = step.node().getShortName();
        Stream<Finding> parallel = routes.isTrue(copies.parallel()) || copies.pool() != null
                ? Stream.of(step.finding("runs its %s in parallel, which loses outcomes and order".formatted(name)))
                : Stream.empty();
        Stream<Finding> goesOn = routes.isTrue(copies.stopOnException())
                ? Stream.empty()
                : Stream.of(
                        step.finding("needs stopOnException: true on its %s, or a failure is hidden by a later success"
                                .formatted(name)));
        return Stream.concat(parallel, goesOn);
    }

    private record Copies(
            @Nullable String parallel,
            @Nullable Object pool,
            @Nullable String stopOnException) {

        static @Nullable Copies of(RouteStep step) {
            return switch (step.node()) {
                case MulticastDefinition all ->
                    new Copies(all.getParallelProcessing(), all.getExecutorService(), all.getStopOnException());
                case RecipientListDefinition<?> all ->
                    new Copies(all.getParallelProcessing(), all.getExecutorService(), all.getStopOnException());
                case SplitDefinition all ->
                    new Copies(all.getParallelProcessing(), all.getExecutorService(), all.getStopOnException());
                default -> null;
            };
        }
    }
}
