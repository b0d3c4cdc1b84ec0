package dev.waybill.routes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One YAML file as a tree whose nodes know their line and column.
 *
 * @param name the file as the engineer knows it
 * @param root the whole; null if the file can't be read or holds nothing
 * @param findings the mistakes in its YAML
 */
public record YamlFile(String name, @Nullable Node root, List<Finding> findings) {

    private static final String RULE = "yaml";
    private static final String QUOTES = "are quotes missing around {{…}}?";

    /** A placeholder where a value begins, without quotes. */
    private static final Pattern BARE = Pattern.compile("(?:^\\s*|[:,\\[{-]\\s+|[\\[{])\\{\\{");

    private static final int MAX_VALUES = 1_000_000;

    public static YamlFile read(String name, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return unreadable(name, fault(name, 1, 0, "is not UTF-8"));
        }
        try {
            Node root = new Compose(LoadSettings.builder()
                            .setLabel(name)
                            .setAllowNonScalarKeys(true) // the reader's own error has no line
                            .build())
                    .composeString(text)
                    .orElse(null);
            if (root == null) {
                return unreadable(name, fault(name, 1, 0, "is empty"));
            }
            Finding endless = endless(name, root);
            return endless == null ? new YamlFile(name, root, wrongKeys(name, root)) : unreadable(name, endless);
        } catch (MarkedYamlEngineException e) {
            return unreadable(name, unreadable(name, text, e));
        } catch (YamlEngineException e) {
            return unreadable(name, fault(name, 0, 0, String.valueOf(e.getMessage())));
        }
    }

    public static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    public static int column(Node node) {
        return node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    }

    /** Returns the text of a scalar; null for a list or a map. */
    public static @Nullable String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    /** Returns the value of a key; null if the node is no map or has no such key. */
    public static @Nullable Node value(@Nullable Node node, String key) {
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (key.equals(text(entry.getKeyNode()))) {
                    return entry.getValueNode();
                }
            }
        }
        return null;
    }

    /** Returns all nodes below the root, and the root, in the order of the file. */
    public List<Node> nodes() {
        return root == null ? List.of() : nodes(root);
    }

    public static List<Node> nodes(Node root) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Node> all = new ArrayList<>();
        Deque<Node> next = new ArrayDeque<>(List.of(root));
        while (!next.isEmpty()) {
            Node node = next.pop();
            if (!seen.add(node)) {
                continue; // an alias
            }
            all.add(node);
            children(node).reversed().forEach(next::push);
        }
        return all;
    }

    /** Finds aliases that Camel would follow without an end, or nearly so. */
    private static @Nullable Finding endless(String name, Node root) {
        for (Node node : nodes(root)) {
            if (node.isRecursive()) {
                return fault(name, line(node), column(node), "holds itself: an alias stands inside of what it names");
            }
        }
        return size(root, new IdentityHashMap<>()) <= MAX_VALUES
                ? null
                : fault(name, 1, 0, "has aliases that stand for more than %d values".formatted(MAX_VALUES));
    }

    /** Returns the number of values, each as often as aliases repeat it. */
    private static long size(Node root, Map<Node, Long> known) {
        Long size = known.get(root);
        if (size == null) {
            size = 1L;
            for (Node child : children(root)) {
                size = Math.min(size + size(child, known), MAX_VALUES + 1L);
            }
            known.put(root, size);
        }
        return size;
    }

    private static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            children.addAll(list.getValue());
        } else if (node instanceof MappingNode map) {
            map.getValue().forEach(entry -> {
                children.add(entry.getKeyNode());
                children.add(entry.getValueNode());
            });
        }
        return children;
    }

    private static List<Finding> wrongKeys(String name, Node root) {
        List<Finding> findings = new ArrayList<>();
        for (Node node : nodes(root)) {
            if (node instanceof MappingNode map) {
                Map<String, Integer> lines = new HashMap<>();
                for (NodeTuple entry : map.getValue()) {
                    Node key = entry.getKeyNode();
                    String text = text(key);
                    if (text == null) {
                        String sentence = "has a key that is no text: " + QUOTES;
                        findings.add(fault(name, line(key), column(key), sentence));
                    }
                    Integer first = text == null ? null : lines.putIfAbsent(text, line(key));
                    if (first != null) {
                        findings.add(fault(
                                name,
                                line(key),
                                column(key),
                                "gives %s twice, first in line %d".formatted(text, first)));
                    }
                }
            }
        }
        return findings;
    }

    private static Finding unreadable(String name, String text, MarkedYamlEngineException e) {
        Mark problem = e.getProblemMark().or(e::getContextMark).orElse(null);
        if (problem == null) {
            return fault(name, 0, 0, sentence(text, 0, e));
        }
        Matcher bare =
                BARE.matcher(text.lines().skip(problem.getLine()).findFirst().orElse(""));
        if (bare.find()) {
            return fault(name, problem.getLine() + 1, bare.end() - 1, "is no YAML: " + QUOTES);
        }
        YamlSlip quote = YamlSlip.openQuote(text, problem.getLine());
        if (quote != null) {
            return fault(name, quote.line(), quote.column(), "is no YAML: nothing closes this quote");
        }
        YamlSlip deep = String.valueOf(e.getProblem()).startsWith("expected <block end>")
                ? YamlSlip.deepBlock(text, problem.getLine())
                : null;
        return deep == null
                ? fault(name, problem.getLine() + 1, problem.getColumn() + 1, sentence(text, problem.getLine() + 1, e))
                : fault(
                        name,
                        deep.line(),
                        deep.column(),
                        "is no YAML: this is deeper than its neighbour in line %d".formatted(problem.getLine() + 1));
    }

    private static String sentence(String text, int line, MarkedYamlEngineException e) {
        String at = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        if (at.substring(0, at.length() - at.stripLeading().length()).contains("\t")) {
            return "is indented with a tab: YAML takes spaces alone";
        }
        String problem = String.valueOf(e.getProblem()).lines().findFirst().orElse("");
        return e.getContext() == null
                ? "is no YAML: " + problem
                : "is no YAML: %s, %s".formatted(e.getContext(), problem);
    }

    private static YamlFile unreadable(String name, Finding why) {
        return new YamlFile(name, null, List.of(why));
    }

    private static Finding fault(String name, int line, int column, String sentence) {
        return new Finding(name, line, column, RULE, Finding.Severity.ERROR, "", sentence, null);
    }
}
