package dev.waybill.check;

import dev.waybill.check.Expressions.Expression;
import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The headers that the hub sets, the properties that Camel sets and the event types of the sources are spelt right. */
final class OurNames {

    private static final Pattern HEADER = Pattern.compile("headers?(?:\\.|:|\\[)['\"]?([A-Za-z0-9_-]+)");
    private static final Pattern PROPERTY = Pattern.compile("exchangeProperty(?:\\.|:|\\[)['\"]?(\\w+)");
    private static final Pattern NAMELESS = Pattern.compile("\\$\\{(headers?|exchangeProperty|variables?)\\.}");
    private static final Pattern COMPARED = Pattern.compile(
            "CamelInboxEventType['\"]?]?}?\\s*(==|=~|!=|!=~|in|!in|startsWith|endsWith|contains)\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern OURS = Pattern.compile("Camel(Inbox|Outbox)\\w*");

    /** The headers that routes may read. The headers of an attempt exist behind {@code outbox:} alone. */
    static final List<String> HEADERS = List.of(
            "CamelInboxEventId",
            "CamelInboxEventType",
            "CamelInboxReceivedAt",
            "CamelInboxSource",
            "CamelInboxMessageGroup",
            "CamelInboxIdempotencyKey",
            "CamelOutboxDeliveryId",
            "CamelOutboxKey",
            "CamelOutboxAttempt",
            "CamelOutboxToken");

    /** The changed letters of a slip: ProductUpdated and ProductCreated, which are three apart, may both be sent. */
    private static final int SLIP = 2;

    private static final Map<String, String> PROPERTIES = sorted(Stream.of(ExchangePropertyKey.values())
            .map(ExchangePropertyKey::getName)
            .toList());

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final SourceTypes types;

    /** @param sources the event types of each source by its name; empty if it may send any */
    OurNames(Map<String, List<String>> sources) {
        HEADERS.forEach(name -> headers.put(name, name));
        types = new SourceTypes(sources);
    }

    Stream<Finding> findings(YamlFile file, Places places) {
        Stream<Finding> set = file.nodes().stream()
                .filter(MappingNode.class::isInstance)
                .flatMap(node -> Stream.ofNullable(YamlFile.value(node, "setHeader")))
                .flatMap(step -> Stream.ofNullable(YamlFile.value(step, "name")))
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .flatMap(name -> Stream.ofNullable(header(name, 0, name.getValue(), places)));
        Map<Node, SourceTypes.Known> known = types.in(file);
        return Stream.concat(
                set,
                Expressions.of(file).stream()
                        .flatMap(each -> Stream.of(
                                        headers(each, places),
                                        properties(each, places),
                                        types(each, known.getOrDefault(each.text(), types.ofAll()), places))
                                .flatMap(found -> found)));
    }

    private static Stream<Finding> properties(Expression expression, Places places) {
        String text = expression.text().getValue();
        Stream<Finding> unknown = PROPERTY.matcher(text)
                .results()
                .filter(read -> !PROPERTIES.containsKey(read.group(1)))
                .flatMap(read -> Stream.ofNullable(DidYouMean.nearest(read.group(1), PROPERTIES, SLIP))
                        .map(near -> places.finding(
                                expression.text(),
                                read.start(1),
                                "property-names",
                                Severity.ERROR,
                                "names the exchange property %s, which Camel does not set".formatted(read.group(1)),
                                near)));
        Stream<Finding> nameless = expression.language().equals("simple")
                ? NAMELESS.matcher(text)
                        .results()
                        .map(read -> places.finding(
                                expression.text(),
                                read.start(),
                                "property-names",
                                Severity.ERROR,
                                "reads %s without a name".formatted(read.group(1)),
                                null))
                : Stream.empty();
        return Stream.concat(unknown, nameless);
    }

    private Stream<Finding> headers(Expression expression, Places places) {
        return HEADER.matcher(expression.text().getValue())
                .results()
                .flatMap(read -> Stream.ofNullable(header(expression.text(), read.start(1), read.group(1), places)));
    }

    private @Nullable Finding header(ScalarNode text, int offset, String name, Places places) {
        if (headers.containsKey(name)) {
            return null;
        }
        String near = DidYouMean.nearest(name, headers);
        return near == null && !OURS.matcher(name).matches()
                ? null
                : places.finding(
                        text,
                        offset,
                        "header-names",
                        Severity.ERROR,
                        "names the header %s, which the hub does not set".formatted(name),
                        near);
    }

    private static Stream<Finding> types(Expression expression, SourceTypes.Known known, Places places) {
        return known.types().isEmpty()
                ? Stream.empty()
                : COMPARED.matcher(expression.text().getValue())
                        .results()
                        .flatMap(compared -> Stream.of(compared.group(2).split(","))
                                .flatMap(type ->
                                        Stream.ofNullable(type(expression, compared, type.strip(), known, places))));
    }

    private static @Nullable Finding type(
            Expression expression, MatchResult compared, String type, SourceTypes.Known known, Places places) {
        Map<String, String> types = known.types();
        boolean meant =
                switch (compared.group(1)) {
                    case "startsWith" -> types.keySet().stream().anyMatch(each -> each.startsWith(type));
                    case "endsWith" -> types.keySet().stream().anyMatch(each -> each.endsWith(type));
                    case "contains" -> types.keySet().stream().anyMatch(each -> each.contains(type));
                    default ->
                        types.containsKey(type)
                                || compared.group(1).equals("=~")
                                        && types.keySet().stream().anyMatch(type::equalsIgnoreCase);
                };
        if (meant) {
            return null;
        }
        String near = DidYouMean.nearest(type, types, SLIP);
        return places.finding(
                expression.text(),
                compared.start(2),
                "event-types",
                near == null ? Severity.WARNING : Severity.ERROR,
                "compares with the event type %s, which %s".formatted(type, known.otherwise()),
                near);
    }

    private static Map<String, String> sorted(Collection<String> names) {
        Map<String, String> sorted = new TreeMap<>();
        names.forEach(name -> sorted.put(name, name));
        return sorted;
    }
}
