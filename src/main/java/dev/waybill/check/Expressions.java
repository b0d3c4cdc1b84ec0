package dev.waybill.check;

import dev.waybill.routes.YamlFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Collects the expressions of a route file with their places, in whichever form they are written. */
final class Expressions {

    /**
     * One expression.
     *
     * @param language such as {@code simple} or {@code jq}
     * @param text its text, or the name of the file that holds it
     * @param decides true if the step asks it for true or false
     */
    record Expression(String language, ScalarNode text, boolean decides) {}

    private static final Set<String> LANGUAGES = Set.of("simple", "jq");
    private static final Set<String> DECIDING =
            Set.of("when", "onWhen", "filter", "validate", "retryWhile", "completionPredicate");
    private static final Set<String> TRANSPARENT = Set.of("expression");

    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Expression> found = new ArrayList<>();

    private Expressions() {}

    static List<Expression> of(YamlFile file) {
        Expressions expressions = new Expressions();
        if (file.root() != null) {
            expressions.visit(file.root(), "");
        }
        return expressions.found;
    }

    /** @param owner the key of the step around the node */
    private void visit(Node node, String owner) {
        if (!seen.add(node)) {
            return; // an alias
        }
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> visit(item, owner));
        } else if (node instanceof MappingNode map) {
            map.getValue().forEach(entry -> entry(entry, owner));
        }
    }

    private void entry(NodeTuple entry, String owner) {
        String written = String.valueOf(YamlFile.text(entry.getKeyNode()));
        String key = owner.equals("parameters") ? written : StringHelper.dashToCamelCase(written);
        Node value = entry.getValueNode();
        if (LANGUAGES.contains(key) && !owner.equals("parameters")) {
            Node text = value instanceof ScalarNode ? value : YamlFile.value(value, "expression");
            if (text instanceof ScalarNode scalar) {
                found.add(new Expression(key, scalar, DECIDING.contains(owner)));
            }
            return;
        }
        if (key.equals("log") && value instanceof ScalarNode scalar) {
            found.add(new Expression("simple", scalar, false));
        } else if (owner.equals("log") && key.equals("message") && value instanceof ScalarNode scalar) {
            found.add(new Expression("simple", scalar, false));
        } else if (owner.equals("toD") && key.equals("uri") && value instanceof ScalarNode scalar) {
            found.add(new Expression("simple", scalar, false));
        }
        visit(value, TRANSPARENT.contains(key) ? owner : key);
    }
}
