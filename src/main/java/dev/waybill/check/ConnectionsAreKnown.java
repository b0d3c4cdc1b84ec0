package dev.waybill.check;

import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.RouteTemplates.Template;
import dev.waybill.routes.RouteTemplates.Use;
import dev.waybill.routes.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A route names a connection that the settings have, of the kind that the place takes. */
final class ConnectionsAreKnown {

    static final String PREFIX = "waybill.connections.";

    private static final String RULE = "connections";
    private static final String NEITHER = "needs a connection, or a whole address";
    private static final Pattern NAMED = Pattern.compile("waybill\\.connections\\.([\\w-]+)\\.([\\w-]+)");

    /** The options of endpoints that take a bean of a connection. */
    private static final Map<String, Kind> TAKES = Map.of(
            "httpClientConfigurer", Kind.HTTP,
            "authenticator", Kind.SMTP,
            "login", Kind.SFTP,
            "kafkaClientFactory", Kind.KAFKA,
            "connectionFactory", Kind.AMQP);

    private final Map<String, Kind> known;

    ConnectionsAreKnown(Map<String, Kind> known) {
        this.known = known;
    }

    /** Returns the findings in a file, one a line: a wrong kind has wrong parts too. */
    List<Finding> findings(YamlFile file, Places places) {
        Map<Integer, Finding> first = new LinkedHashMap<>();
        List<Finding> all = new ArrayList<>();
        file.nodes().stream()
                .filter(MappingNode.class::isInstance)
                .flatMap(map -> ((MappingNode) map).getValue().stream())
                .forEach(entry -> kind(YamlFile.text(entry.getKeyNode()), entry.getValueNode(), places, all));
        file.nodes().stream()
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .forEach(scalar -> NAMED.matcher(scalar.getValue())
                        .results()
                        .filter(named -> isReference(scalar.getValue(), named.start()))
                        .flatMap(named -> Stream.ofNullable(fault(scalar, named, places)))
                        .forEach(all::add));
        all.forEach(each -> first.putIfAbsent(each.line(), each));
        return List.copyOf(first.values());
    }

    /** Returns the findings in a route that is made of a template, those without a place of their own at its use. */
    List<Finding> findings(YamlFile made, Use use, Template template, Places places) {
        boolean right = use.given().stream()
                .allMatch(each ->
                        template.parameters().containsKey(each.name().getValue())); // else the slip is told already
        return findings(made, places).stream()
                .filter(each -> hasPlace(each) || right)
                .map(each -> hasPlace(each) ? each : atUse(each, use, places))
                .distinct()
                .toList();
    }

    /** False in a sentence, such as a description: a reference is a placeholder, a bean's name, or the whole value. */
    private static boolean isReference(String text, int at) {
        return at == 0 || text.charAt(at - 1) == '#' || text.startsWith("{{", at - 2) || text.startsWith("{{?", at - 3);
    }

    private static boolean hasPlace(Finding found) {
        return found.line() > 0 && !found.sentence().equals(NEITHER);
    }

    private static Finding atUse(Finding found, Use use, Places places) {
        String sentence = found.sentence().equals(NEITHER)
                ? "gives the template %s neither a connection nor a whole address"
                        .formatted(use.template().getValue())
                : found.sentence();
        return places.finding(use.template(), 0, RULE, Severity.ERROR, sentence, found.hint());
    }

    private void kind(@Nullable String option, Node value, Places places, List<Finding> findings) {
        Kind takes = option == null ? null : TAKES.get(option);
        if (takes == null || !(value instanceof ScalarNode scalar)) {
            return;
        }
        NAMED.matcher(scalar.getValue()).results().forEach(named -> {
            Kind kind = known.get(named.group(1));
            if (kind != null && kind != takes) {
                findings.add(places.finding(
                        scalar,
                        named.start(1),
                        RULE,
                        Severity.ERROR,
                        "names the connection %s of the kind %s, where one of the kind %s is needed"
                                .formatted(named.group(1), kind.word(), takes.word()),
                        null));
            }
        });
    }

    private @Nullable Finding fault(ScalarNode scalar, MatchResult named, Places places) {
        String name = named.group(1);
        String part = named.group(2);
        if (name.equals(NamedConnections.NONE)) {
            return Kind.BEANS.contains(part)
                    ? null
                    : places.finding(scalar, named.start(1), RULE, Severity.ERROR, NEITHER, null);
        }
        Kind kind = known.get(name);
        if (kind == null) {
            return places.finding(
                    scalar,
                    named.start(1),
                    RULE,
                    Severity.ERROR,
                    "names the connection %s, which the settings do not have".formatted(name),
                    DidYouMean.nearest(name, known));
        }
        return kind.parts().contains(part) || Kind.BEANS.contains(part)
                ? null
                : places.finding(
                        scalar,
                        named.start(2),
                        RULE,
                        Severity.ERROR,
                        "names %s of the connection %s, which is of the kind %s and has %s"
                                .formatted(part, name, kind.word(), String.join(", ", kind.parts())),
                        null);
    }
}
