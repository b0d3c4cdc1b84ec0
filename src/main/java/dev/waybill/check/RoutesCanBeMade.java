package dev.waybill.check;

import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** Camel makes each route: its endpoints, beans, data formats and exception classes exist. None of them starts. */
final class RoutesCanBeMade {

    private static final String RULE = "camel";

    private RoutesCanBeMade() {}

    /** Makes the loaded routes one by one, so that the mistake of one does not hide those of the next. */
    static List<Finding> findings(ModelCamelContext context) throws Exception {
        List<RouteDefinition> routes = List.copyOf(context.getRouteDefinitions());
        context.removeRouteDefinitions(routes);
        context.start();
        List<Finding> findings = new ArrayList<>();
        for (RouteDefinition route : routes) {
            try {
                context.addRouteDefinitions(List.of(route));
            } catch (Exception e) {
                findings.add(finding(route, e));
            } catch (LinkageError e) { // of a component in ext/ that came without the jars that it needs
                findings.add(finding(route, new ClassNotFoundException(dotted(e))));
            }
        }
        return findings;
    }

    private static Finding finding(RouteDefinition route, Exception e) {
        var made = ObjectHelper.getException(FailedToCreateRouteException.class, e);
        int line = route.getLineNumber() > 0
                ? route.getLineNumber()
                : route.getInput().getLineNumber();
        String location = route.getLocation() != null // a route of a template has the template's place alone
                ? route.getLocation()
                : route.getInput().getLocation();
        return new Finding(
                SourceFile.name(location),
                Math.max(line, 0),
                0,
                RULE,
                Severity.ERROR,
                String.valueOf(route.getRouteId()),
                "route %s can't be made: %s".formatted(route.getRouteId(), reason(made == null ? e : made)),
                null);
    }

    private static String reason(Exception e) {
        Throwable deepest = NestedExceptionUtils.getMostSpecificCause(e);
        String message = firstLine(deepest.getMessage());
        String sentence = deepest instanceof ClassNotFoundException ? "there is no class " + message : message;
        var option = ObjectHelper.getException(PropertyBindingException.class, e);
        return option == null || option.getPropertyName() == null
                ? sentence
                : "option %s: %s".formatted(option.getPropertyName(), sentence);
    }

    private static String dotted(LinkageError e) {
        return String.valueOf(e.getMessage()).replace('/', '.') + ": is a jar missing in ext/?";
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
