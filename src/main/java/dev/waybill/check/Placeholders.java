package dev.waybill.check;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Each {@code {{…}}} has a value. A variable of the environment may be set on the hub alone, so its absence is a
 * warning; a bean or a setting is known here.
 */
final class Placeholders {

    static final String UNSET_VARIABLE = "unset-variable";

    static final String RULE = "placeholders";
    private static final Pattern WRITTEN = Pattern.compile("(?<!\\\\)\\{\\{\\??([^{}]+)}}");
    /** A text of a program that is braces and other signs alone, such as {@code "}"}. */
    private static final Pattern BRACES_IN_QUOTES = Pattern.compile("\"[^\"\\w]*\"|'[^'\\w]*'");

    private static final Pattern MEANT = Pattern.compile("\\{\\{|\\{\\?[\\w.-]+}}");
    private static final Set<String> READ_LATER = Set.of("sys", "service", "secret");
    private static final Map<String, String> FUNCTIONS = Stream.concat(READ_LATER.stream(), Stream.of("bean", "env"))
            .collect(Collectors.toMap(Function.identity(), Function.identity()));

    private final KnownBeans beans;
    private final Set<String> defined;
    private final UnaryOperator<@Nullable String> environment;
    private final UnaryOperator<@Nullable String> settings;

    /** @param defined the beans that the bundle itself defines */
    Placeholders(
            KnownBeans beans,
            Set<String> defined,
            UnaryOperator<@Nullable String> environment,
            UnaryOperator<@Nullable String> settings) {
        this.beans = beans;
        this.defined = defined;
        this.environment = environment;
        this.settings = settings;
    }

    /** @param parameters those of the templates in the file; empty if it has none */
    Stream<Finding> findings(YamlFile file, Places places, Map<String, ?> parameters) {
        return file.nodes().stream()
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .flatMap(scalar -> WRITTEN.matcher(scalar.getValue())
                        .results()
                        .flatMap(written -> Stream.ofNullable(fault(places, scalar, written, parameters))));
    }

    /** Returns the texts of the file as it is written, templates included, whose braces don't match. */
    static Stream<Finding> braces(YamlFile file, Places places) {
        return file.nodes().stream()
                .filter(MappingNode.class::isInstance)
                .flatMap(map -> ((MappingNode) map).getValue().stream())
                .filter(entry -> !"description".equals(YamlFile.text(entry.getKeyNode())))
                .filter(entry -> entry.getValueNode() instanceof ScalarNode)
                .flatMap(entry -> Stream.ofNullable(braces(places, (ScalarNode) entry.getValueNode())));
    }

    /** Finds a brace too many or too few. Camel takes it as text, so the placeholder is ignored or its value spoilt. */
    private static @Nullable Finding braces(Places places, ScalarNode scalar) {
        String text = BRACES_IN_QUOTES
                .matcher(scalar.getValue())
                .replaceAll(quoted -> " ".repeat(quoted.group().length()));
        Matcher placeholder = MEANT.matcher(text);
        long open = text.chars().filter(c -> c == '{').count();
        long closed = text.chars().filter(c -> c == '}').count();
        return open == closed || !placeholder.find()
                ? null
                : places.finding(
                        scalar,
                        placeholder.start(),
                        RULE,
                        Severity.ERROR,
                        "has a placeholder and %d opening braces, but %d closing ones".formatted(open, closed),
                        null);
    }

    private @Nullable Finding fault(Places places, ScalarNode scalar, MatchResult written, Map<String, ?> parameters) {
        String name = written.group(1).strip();
        boolean optional = written.group().startsWith("{{?");
        int colon = name.indexOf(':');
        String function = colon < 0 ? "" : name.substring(0, colon);
        String rest = name.substring(colon + 1);
        int at = written.start();
        return switch (function) {
            case "env" -> {
                String variable = before(rest, ":");
                yield optional || rest.contains(":") || environment.apply(variable) != null
                        ? null
                        : places.finding(
                                scalar,
                                at,
                                UNSET_VARIABLE,
                                Severity.WARNING,
                                "names the variable %s, which is not set here".formatted(variable),
                                null);
            }
            case "bean" -> bean(places, scalar, at, rest);
            default -> {
                String near = colon < 0 || settings.apply(function) != null ? null : meant(function);
                if (near != null) {
                    yield places.finding( // Camel would take the rest as the default of a setting of that name
                            scalar,
                            at,
                            RULE,
                            Severity.ERROR,
                            "names the function %s, which Camel does not have".formatted(function),
                            near);
                }
                boolean known = READ_LATER.contains(function)
                        || name.startsWith(ConnectionsAreKnown.PREFIX)
                        || colon >= 0
                        || settings.apply(name) != null;
                if (!known && optional && !parameters.isEmpty() && !name.contains(".")) {
                    yield places.finding( // Camel would leave the option out, whatever a use gives
                            scalar,
                            at,
                            RULE,
                            Severity.ERROR,
                            "names the parameter %s, which its template does not have".formatted(name),
                            DidYouMean.nearest(name, parameters));
                }
                yield known || optional
                        ? null
                        : places.finding(
                                scalar,
                                at,
                                RULE,
                                Severity.ERROR,
                                "names the setting %s, which application.yaml does not have".formatted(name),
                                null);
            }
        };
    }

    /** Returns the function that an unknown one probably was meant to be; null if it is one, or nothing like one. */
    private static @Nullable String meant(String function) {
        return FUNCTIONS.containsKey(function) ? null : DidYouMean.nearest(function, FUNCTIONS);
    }

    private @Nullable Finding bean(Places places, ScalarNode scalar, int at, String written) {
        String name = before(before(written, ":"), ".");
        if (defined.contains(name)) {
            return null;
        }
        Map<String, Method> methods = beans.methods(name);
        if (methods == null) {
            String near = DidYouMean.nearest(name, beans.types());
            return places.finding(
                    scalar,
                    at,
                    RULE,
                    near == null ? Severity.WARNING : Severity.ERROR, // another jar may bring it
                    "names the bean %s, which the hub does not have".formatted(name),
                    near);
        }
        String method = written.contains(".") ? before(written.substring(written.indexOf('.') + 1), ":") : "";
        return method.isEmpty() || methods.containsKey(method)
                ? null
                : places.finding(
                        scalar,
                        at,
                        RULE,
                        Severity.ERROR,
                        "calls %s of the bean %s, which it does not have".formatted(method, name),
                        DidYouMean.nearest(method, methods));
    }

    private static String before(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }
}
