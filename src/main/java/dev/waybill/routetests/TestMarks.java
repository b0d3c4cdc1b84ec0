package dev.waybill.routetests;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import dev.waybill.routetests.RouteTest.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Collects the mistakes in test files, each with its place. */
final class TestMarks {

    private static final String RULE = "route-tests";

    private final List<Finding> findings = new ArrayList<>();

    List<Finding> findings() {
        return findings;
    }

    void requireKeys(String file, Node node, Map<String, String> known, String name) {
        if (!(node instanceof MappingNode map)) {
            fault(file, node, "gives %s as a text or a list, which must be a map".formatted(name), null);
            return;
        }
        map.getValue().stream()
                .map(NodeTuple::getKeyNode)
                .filter(key -> !known.containsKey(String.valueOf(YamlFile.text(key))))
                .forEach(key -> {
                    String text = String.valueOf(YamlFile.text(key));
                    fault(
                            file,
                            key,
                            "has %s in %s, which does not know it".formatted(text, name),
                            DidYouMean.nearest(text, known));
                });
    }

    void fault(String file, Node at, String sentence, @Nullable String near) {
        findings.add(
                new Finding(file, YamlFile.line(at), YamlFile.column(at), RULE, Severity.ERROR, "", sentence, near));
    }

    static Place place(String file, Node node) {
        return new Place(file, YamlFile.line(node), YamlFile.column(node));
    }

    static Map<String, String> keys(String... names) {
        return Stream.of(names).collect(Collectors.toMap(name -> name, name -> name));
    }
}
