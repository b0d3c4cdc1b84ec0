package dev.waybill.lint;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import dev.waybill.routes.Sends;
import dev.waybill.routes.YamlPlaces;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.impl.DefaultRuntimeCamelCatalog;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Every option of an endpoint is one that its component knows, with a value of its kind. An {@code http:} endpoint
 * would send an unknown one to the other side as a query parameter. That is meant only in the address itself, and only
 * for a name that isn't a misspelling.
 */
final class KnownOptions implements Rule {

    /** The options of our components beyond Camel's. */
    private static final Map<String, Set<String>> OURS = Map.of("sftp", Set.of("login"));

    /** The properties of JavaMail's SMTP provider, as its documentation lists them. */
    private static final Map<String, String> MAIL = Stream.of(
                    ("user host port connectiontimeout timeout writetimeout from localhost localaddress localport ehlo"
                        + " auth auth.mechanisms auth.login.disable auth.plain.disable auth.digest-md5.disable"
                        + " auth.ntlm.disable auth.ntlm.domain auth.ntlm.flags auth.xoauth2.disable submitter"
                        + " dsn.notify dsn.ret allow8bitmime allowutf8 sendpartial sasl.enable sasl.mechanisms"
                        + " sasl.authorizationid sasl.realm sasl.usecanonicalhostname quitwait quitonsessionreject"
                        + " reportsuccess socketFactory socketFactory.class socketFactory.fallback socketFactory.port"
                        + " ssl.enable ssl.checkserveridentity ssl.trust ssl.socketFactory ssl.socketFactory.class"
                        + " ssl.socketFactory.port ssl.protocols ssl.ciphersuites starttls.enable starttls.required"
                        + " proxy.host proxy.port proxy.user proxy.password socks.host socks.port mailextension"
                        + " userset noop.strict chunksize ssl.hostnameverifier ssl.hostnameverifier.class"
                        + " usesocketchannels executor.writetimeout saslrealm")
                            .split(" "))
            .collect(toMap(name -> "mail.smtp." + name, identity()));

    private static final String COMPUTED = "${";

    @Override
    public Stream<Finding> findings(Routes routes) {
        DefaultRuntimeCamelCatalog catalog = routes.catalog();
        YamlPlaces places = new YamlPlaces();
        Stream<Finding> inputs = routes.all().stream()
                .flatMap(route -> findings(
                        routes,
                        catalog,
                        places,
                        new RouteStep(route, route),
                        route.getInput().getEndpointUri()));
        return Stream.concat(
                inputs,
                routes.steps()
                        .flatMap(step -> Sends.written(step.node())
                                .flatMap(uri -> findings(routes, catalog, places, step, uri))));
    }

    private static Stream<Finding> findings(
            Routes routes, DefaultRuntimeCamelCatalog catalog, YamlPlaces places, RouteStep step, String uri) {
        String resolved = routes.resolve(step.route(), uri);
        String scheme = EndpointUri.of(resolved).scheme();
        ComponentModel component = scheme.isEmpty() || scheme.contains("{") ? null : catalog.componentModel(scheme);
        if (component == null) {
            return Stream.empty(); // Camel refuses unknown schemes
        }
        Map<String, String> written = options(Routes.filled(step.route(), uri));
        return options(resolved).entrySet().stream()
                .filter(option -> !OURS.getOrDefault(scheme, Set.of()).contains(option.getKey()))
                .flatMap(option -> {
                    YamlPlaces.Place place = places.of(routes, step, scheme, option.getKey());
                    boolean filled = !option.getValue().equals(written.get(option.getKey()));
                    return Stream.ofNullable(fault(catalog, component, option, place != null, filled))
                            .map(fault -> step.finding(place, "gives %s: %s".formatted(scheme, fault.sentence))
                                    .meaning(fault.near));
                });
    }

    private record Fault(String sentence, @Nullable String near) {}

    /**
     * @param parameter false if the option stands in the address
     * @param filled true if a placeholder gave the value, which may be another one on the hub
     */
    private static @Nullable Fault fault(
            DefaultRuntimeCamelCatalog catalog,
            ComponentModel component,
            Map.Entry<String, String> option,
            boolean parameter,
            boolean filled) {
        String name = option.getKey();
        String value = option.getValue();
        EndpointValidationResult result = catalog.validateProperties(component.getScheme(), Map.of(name, value));
        if (result.getUnknown() != null) {
            String near = DidYouMean.nearest(name, names(component));
            boolean farEnds = component.isLenientProperties() && !parameter && near == null;
            return farEnds ? null : new Fault("the option %s, which it does not know".formatted(name), near);
        }
        boolean smtp = component.getScheme().startsWith("smtp"); // the list is of this provider alone
        if (smtp && name.startsWith("mail.") && !MAIL.containsKey(name.replace("mail.smtps.", "mail.smtp."))) {
            String near = DidYouMean.nearest(name, MAIL);
            boolean odd = near != null || name.startsWith("mail.smtp") || name.contains("..") || name.contains(":");
            return odd ? new Fault("the option %s, which it does not know".formatted(name), near) : null;
        }
        return filled || value.contains(COMPUTED) || value.contains("{{") ? null : wrongValue(result, name, value);
    }

    private static @Nullable Fault wrongValue(EndpointValidationResult result, String name, String value) {
        String wanted = null;
        if (result.getInvalidInteger() != null) {
            wanted = "a whole number";
        } else if (result.getInvalidNumber() != null) {
            wanted = "a number";
        } else if (result.getInvalidBoolean() != null) {
            wanted = "true or false";
        } else if (result.getInvalidDuration() != null) {
            wanted = "a time such as 5s";
        } else if (result.getInvalidEnum() != null) {
            wanted =
                    "one of " + String.join(", ", result.getInvalidEnumChoices().get(name));
        }
        return wanted == null ? null : new Fault("%s=%s, which must be %s".formatted(name, value, wanted), null);
    }

    private static Map<String, BaseOptionModel> names(ComponentModel component) {
        return Stream.concat(
                        component.getEndpointOptions().stream().map(BaseOptionModel.class::cast),
                        component.getComponentOptions().stream())
                .collect(toMap(BaseOptionModel::getName, identity(), (one, other) -> one));
    }

    /** Returns values by option name, in the order of the address. */
    private static Map<String, String> options(String uri) {
        Map<String, String> options = new LinkedHashMap<>();
        int query = uri.indexOf('?');
        if (query >= 0) {
            try {
                URISupport.parseQuery(uri.substring(query + 1), true)
                        .forEach((name, value) -> options.put(name, String.valueOf(value)));
            } catch (URISyntaxException e) {
                // Camel reports it when it makes the endpoint
            }
        }
        return options;
    }
}
