package dev.waybill.routes;

import dev.waybill.routes.RouteTemplates.Parameter;
import dev.waybill.routes.RouteTemplates.Template;
import dev.waybill.routes.RouteTemplates.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Writes templates out, so that the rules for a file's text see the routes that are made of them. A text that a use
 * fills in has its place there. All others have none, since a finding about them belongs to the template.
 */
public final class FillTemplates {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([\\w.-]+)}}");
    private static final int DEEPEST = 5;
    private static final ScalarNode PLACELESS =
            new ScalarNode(Tag.STR, true, "", ScalarStyle.PLAIN, Optional.empty(), Optional.empty());

    private FillTemplates() {}

    /** A text that holds the value of a parameter, and stands where the use gives that value. */
    public static final class Filled extends ScalarNode {

        private final int from;
        private final ScalarNode given;

        private Filled(String text, int from, ScalarNode given) {
            super(Tag.STR, true, text, given.getScalarStyle(), given.getStartMark(), given.getEndMark());
            this.from = from;
            this.given = given;
        }

        /** Returns the text as the use gives it. */
        public ScalarNode given() {
            return given;
        }

        /** Returns the offset in the given text of an offset in the whole. */
        public int offset(int inWhole) {
            return Math.clamp(inWhole - from, 0, given.getValue().length());
        }
    }

    /** Returns the file with nothing in the places that the parameters of its own templates fill. */
    public static YamlFile withoutParameters(YamlFile file, RouteTemplates templates) {
        List<Template> own = templates.templates().values().stream()
                .filter(each -> each.file() == file)
                .toList();
        if (own.isEmpty() || file.root() == null) {
            return file;
        }
        Node root = file.root();
        for (Template template : own) {
            root = replace(
                    root,
                    template.node(),
                    copy(template.node(), scalar -> names(scalar, template).isEmpty() ? scalar : PLACELESS));
        }
        return new YamlFile(file.name(), root, List.of());
    }

    /** Returns the route of a use as a file of its own. */
    public static YamlFile of(Use use, Template template) {
        Node made = copy(template.node(), scalar -> fill(scalar, use, template));
        List<NodeTuple> route = made instanceof MappingNode map
                ? map.getValue().stream()
                        .filter(entry -> List.of("route", "from").contains(YamlFile.text(entry.getKeyNode())))
                        .toList()
                : List.of();
        return new YamlFile(use.file().name(), new MappingNode(Tag.MAP, route, FlowStyle.BLOCK), List.of());
    }

    /** Returns the names of the parameters that a line of a template's file fills in. */
    public static List<String> names(String line, Template template) {
        return PARAMETER
                .matcher(line)
                .results()
                .map(found -> found.group(1))
                .filter(template.parameters()::containsKey)
                .toList();
    }

    private static List<String> names(ScalarNode scalar, Template template) {
        return names(scalar.getValue(), template);
    }

    /** Returns null for an option that the use leaves out. */
    private static @Nullable ScalarNode fill(ScalarNode scalar, Use use, Template template) {
        if (names(scalar, template).isEmpty()) {
            return new ScalarNode(
                    Tag.STR, true, scalar.getValue(), ScalarStyle.PLAIN, Optional.empty(), Optional.empty());
        }
        String text = scalar.getValue();
        ScalarNode given = null;
        int from = 0;
        for (int depth = 0; depth < DEEPEST && !names(text, template).isEmpty(); depth++) { // a default may name others
            Matcher found = PARAMETER.matcher(text);
            StringBuilder next = new StringBuilder();
            while (found.find()) {
                String name = found.group(1);
                ScalarNode value = use.value(name);
                String filled =
                        value == null ? otherwise(found, template.parameters().get(name)) : value.getValue();
                if (filled == null) {
                    return null;
                }
                found.appendReplacement(next, "");
                if (given == null && value != null) {
                    given = value;
                    from = next.length();
                }
                next.append(filled);
            }
            found.appendTail(next);
            text = next.toString();
        }
        return given == null
                ? new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, Optional.empty(), Optional.empty())
                : new Filled(text, from, given);
    }

    private static @Nullable String otherwise(MatchResult written, @Nullable Parameter parameter) {
        if (parameter == null) {
            return written.group(); // a setting
        }
        return parameter.otherwise();
    }

    private static Node copy(Node node, Function<ScalarNode, @Nullable ScalarNode> scalars) {
        return Objects.requireNonNullElse(copied(node, scalars), PLACELESS);
    }

    private static @Nullable Node copied(Node node, Function<ScalarNode, @Nullable ScalarNode> scalars) {
        if (node instanceof ScalarNode scalar) {
            return scalars.apply(scalar);
        }
        if (node instanceof SequenceNode list) {
            List<Node> items = new ArrayList<>();
            list.getValue().forEach(item -> items.add(copy(item, scalars)));
            return new SequenceNode(
                    list.getTag(), true, items, list.getFlowStyle(), list.getStartMark(), list.getEndMark());
        }
        if (node instanceof MappingNode map) {
            List<NodeTuple> entries = new ArrayList<>();
            for (NodeTuple entry : map.getValue()) {
                Node value = copied(entry.getValueNode(), scalars);
                if (value != null) {
                    entries.add(new NodeTuple(entry.getKeyNode(), value));
                }
            }
            return new MappingNode(
                    map.getTag(), true, entries, map.getFlowStyle(), map.getStartMark(), map.getEndMark());
        }
        return node;
    }

    private static Node replace(Node root, Node old, Node by) {
        if (root instanceof SequenceNode list) {
            List<Node> items = new ArrayList<>();
            list.getValue().forEach(item -> items.add(replace(item, old, by)));
            return new SequenceNode(
                    list.getTag(), true, items, list.getFlowStyle(), list.getStartMark(), list.getEndMark());
        }
        if (root instanceof MappingNode map) {
            List<NodeTuple> entries = new ArrayList<>();
            map.getValue()
                    .forEach(entry -> entries.add(new NodeTuple(
                            entry.getKeyNode(), entry.getValueNode() == old ? by : entry.getValueNode())));
            return new MappingNode(
                    map.getTag(), true, entries, map.getFlowStyle(), map.getStartMark(), map.getEndMark());
        }
        return root;
    }
}
