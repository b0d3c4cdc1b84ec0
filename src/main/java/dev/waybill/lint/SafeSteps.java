package dev.waybill.lint;

import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.SagaDefinition;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.WireTapDefinition;

/**
 * No step behind {@code inbox:} or {@code outbox:} keeps an event in memory, on another thread, or out of the hub's
 * control.
 */
final class SafeSteps implements Rule {

    private static final String IN_MEMORY = "its messages in memory are lost in a crash";
    private static final String OTHER_THREAD = "it continues in another thread, where its outcome is unknown";
    private static final String UNSEEN = "its steps can't be checked";

    private static final Map<Class<?>, String> STEPS = Map.of(
            WireTapDefinition.class, OTHER_THREAD,
            ThreadsDefinition.class, OTHER_THREAD,
            AggregateDefinition.class, IN_MEMORY,
            ResequenceDefinition.class, IN_MEMORY,
            SagaDefinition.class, IN_MEMORY,
            DelayDefinition.class, "it delays everything behind it; back-off belongs to the outbox",
            CircuitBreakerDefinition.class, "while it is open, an exchange succeeds without a call",
            TransactedDefinition.class, "no transaction may stay open while a route runs",
            KameletDefinition.class, UNSEEN);

    private static final Map<String, String> ENDPOINTS =
            Map.of("seda", IN_MEMORY, "disruptor", IN_MEMORY, "kamelet", UNSEEN);

    @Override
    public Stream<Finding> findings(Routes routes) {
        return Stream.of("inbox", "outbox")
                .flatMap(scheme -> routes.stepsBehind(scheme)
                        .flatMap(step -> Stream.concat(unsafe(step, scheme), unsafeEndpoints(routes, step, scheme))));
    }

    private static Stream<Finding> unsafe(RouteStep step, String scheme) {
        return Stream.ofNullable(STEPS.get(step.node().getClass()))
                .map(reason -> finding(step, name(step.node().getClass()), scheme, reason));
    }

    /** Returns the name in YAML; Camel's own short names are wrong for some ("output" for a saga). */
    private static String name(Class<?> definition) {
        String name = definition.getSimpleName().replace("Definition", "");
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Stream<Finding> unsafeEndpoints(Routes routes, RouteStep step, String scheme) {
        return routes.sends(step)
                .map(EndpointUri::scheme)
                .flatMap(used -> Stream.ofNullable(ENDPOINTS.get(used))
                        .map(reason -> finding(step, used + ":", scheme, reason)));
    }

    private static Finding finding(RouteStep step, String name, String scheme, String reason) {
        return step.finding("uses %s, which is not allowed after %s:, because %s".formatted(name, scheme, reason));
    }
}
