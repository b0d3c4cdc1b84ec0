package dev.waybill.routes;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.Predicate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.catalog.impl.DefaultRuntimeCamelCatalog;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** The routes of a context as the rules see them: their steps, their targets, and the connections between them. */
public final class Routes {

    private final CamelContext context;
    private final List<RouteDefinition> all;

    public Routes(ModelCamelContext context) {
        this.context = context;
        this.all = context.getRouteDefinitions().stream().filter(this::included).toList();
    }

    public CamelContext context() {
        return context;
    }

    public List<RouteDefinition> all() {
        return all;
    }

    public Stream<RouteStep> steps() {
        return all.stream().flatMap(this::steps);
    }

    /**
     * Returns every step of the routes that consume from the scheme and of those that they reach through {@code
     * direct:}, or ask first.
     */
    public Stream<RouteStep> stepsBehind(String scheme) {
        return behind(scheme).stream().flatMap(this::steps);
    }

    public Set<RouteDefinition> behind(String scheme) {
        Set<RouteDefinition> reached = new LinkedHashSet<>();
        var next = new ArrayDeque<>(consuming(scheme).toList());
        consuming(scheme)
                .flatMap(route -> Stream.ofNullable(from(route).parameters().get("askFirst")))
                .map(EndpointUri::of)
                .flatMap(this::called)
                .forEach(next::add);
        while (!next.isEmpty()) {
            RouteDefinition route = next.remove();
            if (reached.add(route)) {
                steps(route).flatMap(this::sends).flatMap(this::called).forEach(next::add);
            }
        }
        return reached;
    }

    public Stream<RouteDefinition> consuming(String scheme) {
        return all.stream().filter(route -> from(route).scheme().equals(scheme));
    }

    public EndpointUri from(RouteDefinition route) {
        return EndpointUri.of(resolve(route, route.getInput().getEndpointUri()));
    }

    /** Returns the endpoints that the step sends to, as far as the route names them. */
    public Stream<EndpointUri> sends(RouteStep step) {
        return Sends.uris(step.node()).map(uri -> resolve(step.route(), uri)).map(EndpointUri::of);
    }

    /** Fills in the parameters of the template that the route was made of, and then the property placeholders. */
    public String resolve(RouteDefinition route, String text) {
        return resolve(filled(route, text));
    }

    /** Fills in the parameters of the template that the route was made of. */
    public static String filled(RouteDefinition route, String text) {
        String filled = text;
        if (route.getTemplateParameters() != null) {
            for (Map.Entry<String, Object> parameter :
                    route.getTemplateParameters().entrySet()) {
                String value = String.valueOf(parameter.getValue());
                filled = filled.replace("{{%s}}".formatted(parameter.getKey()), value)
                        .replace("{{?%s}}".formatted(parameter.getKey()), value);
            }
        }
        return filled;
    }

    /** Fills in the property placeholders. Returns the text unchanged if one is unknown: Camel refuses that itself. */
    public String resolve(String text) {
        try {
            return context.getCamelContextExtension().resolvePropertyPlaceholders(text, true);
        } catch (IllegalArgumentException | RuntimeCamelException e) {
            return text;
        }
    }

    public boolean isTrue(@Nullable String option) {
        return option != null && Boolean.parseBoolean(resolve(option));
    }

    public <T> @Nullable T bean(String name, Class<T> type) {
        return context.getRegistry().lookupByNameAndType(name, type);
    }

    /** Returns the catalog of Camel's components and ours. */
    public DefaultRuntimeCamelCatalog catalog() {
        DefaultRuntimeCamelCatalog catalog = new DefaultRuntimeCamelCatalog();
        catalog.setCamelContext(context);
        return catalog;
    }

    /** Returns the file of that name, below {@code file:} or on the class path; null if there is none. */
    @Nullable
    public Resource file(String name) {
        try {
            Resource file = PluginHelper.getResourceLoader(context).resolveResource(name);
            return file != null && file.exists() ? file : null;
        } catch (IllegalArgumentException e) {
            return null; // Camel knows no place of that kind, such as bundel:
        }
    }

    private Stream<RouteDefinition> called(EndpointUri address) {
        return consuming("direct")
                .filter(route ->
                        address.scheme().equals("direct") && from(route).name().equals(address.name()));
    }

    private Stream<RouteStep> steps(RouteDefinition route) {
        return route.getOutputs().stream().flatMap(Routes::withChildren).map(node -> new RouteStep(route, node));
    }

    private static Stream<ProcessorDefinition<?>> withChildren(ProcessorDefinition<?> node) {
        return Stream.concat(Stream.of(node), children(node).flatMap(Routes::withChildren));
    }

    /** Returns the nodes below a node. Camel's own outputs leave out a circuit breaker's fallback. */
    private static Stream<ProcessorDefinition<?>> children(ProcessorDefinition<?> node) {
        Stream<ProcessorDefinition<?>> fallback =
                node instanceof CircuitBreakerDefinition breaker && breaker.getOnFallback() != null
                        ? breaker.getOnFallback().getOutputs().stream()
                        : Stream.empty();
        return Stream.concat(node.getOutputs().stream(), fallback);
    }

    /** True if the route's precondition holds. Camel drops the others too, but only when it starts. */
    private boolean included(RouteDefinition route) {
        if (route.getPrecondition() == null) {
            return true;
        }
        try {
            Predicate precondition =
                    context.resolveLanguage("simple").createPredicate(resolve(route.getPrecondition()));
            precondition.initPredicate(context);
            return precondition.matches(new DefaultExchange(context));
        } catch (ExpressionIllegalSyntaxException | IllegalArgumentException e) {
            return true; // Camel refuses the route
        }
    }
}
