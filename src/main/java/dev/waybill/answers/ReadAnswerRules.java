package dev.waybill.answers;

import dev.waybill.answers.AnswerRule.Range;
import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a file of rules, and finds all its mistakes with their places. */
final class ReadAnswerRules {

    private static final String RULE = "answers";
    private static final String ASKED = "asked";
    private static final String OTHERWISE = "otherwise";
    private static final Pattern STATUS = Pattern.compile("([1-5])(\\d\\d|xx)");
    private static final List<String> PARTS = List.of("status", "header", "text", "jq");

    private final CamelContext camel;
    private final YamlFile file;
    private final List<Finding> findings = new ArrayList<>();

    private ReadAnswerRules(CamelContext camel, YamlFile file) {
        this.camel = camel;
        this.file = file;
        this.findings.addAll(file.findings());
    }

    static AnswerRules of(CamelContext camel, String named) {
        ReadAnswerRules reading = new ReadAnswerRules(camel, AnswerFile.read(camel, named));
        AnswerRules rules = reading.read(named);
        if (!reading.findings.isEmpty()) {
            throw new IllegalArgumentException(reading.findings.getFirst().toString());
        }
        return rules;
    }

    /** @throws IllegalArgumentException if there is no such preset or file */
    static List<Finding> findings(CamelContext camel, String named) {
        ReadAnswerRules reading = new ReadAnswerRules(camel, AnswerFile.read(camel, named));
        reading.read(named);
        return reading.findings;
    }

    private AnswerRules read(String named) {
        List<AnswerRule> rules = new ArrayList<>();
        List<AnswerRule> asked = new ArrayList<>();
        Meaning otherwise = null;
        if (file.root() instanceof MappingNode map) {
            for (var entry : map.getValue()) {
                String key = String.valueOf(YamlFile.text(entry.getKeyNode()));
                Meaning meaning = meaning(key);
                if (key.equals(OTHERWISE)) {
                    otherwise = otherwise(entry.getValueNode());
                } else if (key.equals(ASKED)) {
                    asked.addAll(asked(entry.getValueNode()));
                } else if (meaning == null || meaning == Meaning.ABSENT) {
                    unknown(entry.getKeyNode(), key, meanings().filter(each -> !each.equals(Meaning.ABSENT.key())));
                } else {
                    rules.addAll(rules(meaning, entry.getValueNode()));
                }
            }
        } else if (findings.isEmpty()) {
            fault(file.root(), "is no map: begin it with a meaning, such as delivered:");
        }
        rules.sort(Comparator.comparing(AnswerRule::meaning));
        return new AnswerRules(named, rules, asked, otherwise, camel);
    }

    private List<AnswerRule> asked(Node node) {
        List<AnswerRule> rules = new ArrayList<>();
        for (var entry : node instanceof MappingNode map ? map.getValue() : List.<NodeTuple>of()) {
            String key = String.valueOf(YamlFile.text(entry.getKeyNode()));
            Meaning meaning = meaning(key);
            if (meaning == Meaning.ALREADY_THERE || meaning == Meaning.ABSENT) {
                rules.addAll(rules(meaning, entry.getValueNode()));
            } else {
                unknown(entry.getKeyNode(), key, Stream.of(Meaning.ALREADY_THERE.key(), Meaning.ABSENT.key()));
            }
        }
        if (rules.isEmpty()) {
            fault(node, "gives no rule for already-there or absent");
        }
        return rules;
    }

    private @Nullable Meaning otherwise(Node node) {
        Meaning meaning = meaning(String.valueOf(YamlFile.text(node)));
        if (meaning == Meaning.AGAIN || meaning == Meaning.REFUSED) {
            return meaning;
        }
        fault(node, "must be again or refused: without it, the status decides");
        return null;
    }

    private List<AnswerRule> rules(Meaning meaning, Node node) {
        if (!(node instanceof SequenceNode list)) {
            fault(node, "is no list of rules, each with status, header, text or jq");
            return List.of();
        }
        return list.getValue().stream().map(item -> rule(meaning, item)).toList();
    }

    private AnswerRule rule(Meaning meaning, Node node) {
        List<Range> statuses = List.of();
        Map<String, Pattern> headers = new HashMap<>();
        Pattern text = null;
        Predicate jq = null;
        if (!(node instanceof MappingNode map) || map.getValue().isEmpty()) {
            fault(node, "is no rule: give it status, header, text or jq");
            return new AnswerRule(meaning, statuses, headers, null, null);
        }
        for (var entry : map.getValue()) {
            Node value = entry.getValueNode();
            switch (String.valueOf(YamlFile.text(entry.getKeyNode()))) {
                case "status" -> statuses = statuses(value);
                case "header" -> headers.putAll(headers(value));
                case "text" -> text = pattern(value);
                case "jq" -> jq = jq(value);
                case String other -> unknown(entry.getKeyNode(), other, PARTS.stream());
            }
        }
        return new AnswerRule(meaning, statuses, Map.copyOf(headers), text, jq);
    }

    private List<Range> statuses(Node node) {
        List<Node> texts = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        return texts.stream().flatMap(text -> Stream.ofNullable(range(text))).toList();
    }

    private @Nullable Range range(Node node) {
        Matcher status = STATUS.matcher(String.valueOf(YamlFile.text(node)));
        if (!status.matches()) {
            fault(node, "has a status that is none, such as 409 or 5xx");
            return null;
        }
        int hundred = 100 * Integer.parseInt(status.group(1));
        return status.group(2).equals("xx")
                ? new Range(hundred, hundred + 99)
                : new Range(Integer.parseInt(status.group()), Integer.parseInt(status.group()));
    }

    private Map<String, Pattern> headers(Node node) {
        Map<String, Pattern> headers = new HashMap<>();
        if (!(node instanceof MappingNode map)) {
            fault(node, "is no map of header names and patterns");
            return headers;
        }
        for (var entry : map.getValue()) {
            Pattern pattern = pattern(entry.getValueNode());
            if (pattern != null) {
                headers.put(String.valueOf(YamlFile.text(entry.getKeyNode())), pattern);
            }
        }
        return headers;
    }

    private @Nullable Pattern pattern(Node node) {
        try {
            return Pattern.compile(String.valueOf(YamlFile.text(node)));
        } catch (PatternSyntaxException e) {
            fault(node, "has a pattern that can't be read: " + e.getDescription());
            return null;
        }
    }

    private @Nullable Predicate jq(Node node) {
        String program = YamlFile.text(node);
        if (program == null) {
            fault(node, "has a jq program that is no text");
            return null;
        }
        try {
            Predicate predicate = camel.resolveLanguage("jq").createPredicate(program);
            predicate.init(camel);
            return predicate;
        } catch (RuntimeCamelException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            fault(
                    node,
                    "has a jq program that can't be read: "
                            + String.valueOf(cause.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
            return null;
        }
    }

    private void unknown(Node at, String key, Stream<String> known) {
        Map<String, String> names = AnswerFile.names(known.toList());
        findings.add(new Finding(
                file.name(),
                YamlFile.line(at),
                YamlFile.column(at),
                RULE,
                Severity.ERROR,
                "",
                "has %s, which is none of %s".formatted(key, String.join(", ", names.keySet())),
                DidYouMean.nearest(key, names)));
    }

    private void fault(@Nullable Node at, String sentence) {
        findings.add(new Finding(
                file.name(),
                at == null ? 1 : YamlFile.line(at),
                at == null ? 0 : YamlFile.column(at),
                RULE,
                Severity.ERROR,
                "",
                sentence,
                null));
    }

    private static @Nullable Meaning meaning(String key) {
        for (Meaning meaning : Meaning.values()) {
            if (meaning.key().equals(key)) {
                return meaning;
            }
        }
        return null;
    }

    private static Stream<String> meanings() {
        return Stream.concat(Stream.of(Meaning.values()).map(Meaning::key), Stream.of(ASKED, OTHERWISE));
    }
}
