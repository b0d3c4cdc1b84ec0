package dev.waybill.lint;

import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * An event is stored by {@code to: inbox:…}, and the idempotent consumer behind it answers with the outcome. A route
 * with one but not the other would acknowledge events that aren't stored, or store events without an answer.
 */
final class InboxStoresBeforeItIsAsked implements Rule {

    @Override
    public Stream<Finding> findings(Routes routes) {
        return routes.steps().flatMap(step -> Stream.concat(asked(routes, step), stored(routes, step)));
    }

    private static Stream<Finding> asked(Routes routes, RouteStep step) {
        if (!asks(routes, step)) {
            return Stream.empty();
        }
        long sends = before(step).filter(sibling -> stores(routes, sibling)).count();
        return sends == 1
                ? Stream.empty()
                : Stream.of(step.finding(
                        sends == 0
                                ? "needs a step 'to: inbox:*' before its idempotentConsumer of the inbox, in the same"
                                        + " list"
                                : "stores the same event %d times before its idempotentConsumer of the inbox"
                                        .formatted(sends)));
    }

    private static Stream<Finding> stored(Routes routes, RouteStep step) {
        if (routes.sends(step).noneMatch(InboxStoresBeforeItIsAsked::isInbox)) {
            return Stream.empty();
        }
        boolean told = step.node() instanceof ToDefinition && after(step).anyMatch(sibling -> asks(routes, sibling));
        return told
                ? Stream.empty()
                : Stream.of(
                        step.finding("sends to inbox: in the wrong place: only a step 'to' before an idempotentConsumer"
                                + " of the inbox, in the same list, can"));
    }

    private static boolean stores(Routes routes, RouteStep step) {
        return step.node() instanceof ToDefinition && routes.sends(step).anyMatch(InboxStoresBeforeItIsAsked::isInbox);
    }

    private static boolean asks(Routes routes, RouteStep step) {
        return step.node() instanceof IdempotentConsumerDefinition consumer
                && InboxKeepsWhatItAccepted.isInbox(routes, consumer.getIdempotentRepository());
    }

    private static boolean isInbox(EndpointUri address) {
        return address.scheme().equals("inbox");
    }

    private static Stream<RouteStep> before(RouteStep step) {
        List<ProcessorDefinition<?>> siblings = siblings(step);
        return siblings.subList(0, siblings.indexOf(step.node())).stream()
                .map(node -> new RouteStep(step.route(), node));
    }

    private static Stream<RouteStep> after(RouteStep step) {
        List<ProcessorDefinition<?>> siblings = siblings(step);
        return siblings.subList(siblings.indexOf(step.node()) + 1, siblings.size()).stream()
                .map(node -> new RouteStep(step.route(), node));
    }

    private static List<ProcessorDefinition<?>> siblings(RouteStep step) {
        ProcessorDefinition<?> parent = step.node().getParent();
        return parent == null ? step.route().getOutputs() : parent.getOutputs();
    }
}
