package dev.waybill.routes;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.springframework.util.StringUtils;

/**
 * Finds the place of a step in its file. Camel takes its line from the line before its content, which is right only if
 * the content begins on the next one; the column it forgets.
 */
final class StepPlace {

    /** The keys whose texts hold no address of the step. */
    private static final List<String> OTHER = List.of("id", "description", "steps");

    private StepPlace() {}

    /**
     * Moves a finding to the step, or to the address in it.
     *
     * @param address the address that the finding is about; null if it is about the whole step
     */
    static Finding of(RouteStep step, Finding found, @Nullable EndpointUri address) {
        List<NodeTuple> nearest = steps(step).toList();
        if (nearest.isEmpty()) {
            return found;
        }
        Node key = nearest.getFirst().getKeyNode();
        Finding atStep = found.at(YamlFile.line(key), YamlFile.column(key));
        return address == null ? atStep : inTexts(nearest, atStep, address);
    }

    private static Finding inTexts(List<NodeTuple> steps, Finding found, EndpointUri address) {
        return steps.stream()
                .flatMap(each -> texts(each.getValueNode()))
                .flatMap(text -> Stream.ofNullable(inText(found, text, address)))
                .findFirst()
                .orElse(found);
    }

    /** Returns the finding at the address in a text; null if the text does not hold it. */
    private static @Nullable Finding inText(Finding found, ScalarNode text, EndpointUri address) {
        Matcher named = Pattern.compile(Pattern.quote(address.toString()) + "(?![\\w-])")
                .matcher(text.getValue());
        if (!named.find()) {
            return null;
        }
        boolean plain = text.getScalarStyle() == ScalarStyle.PLAIN;
        return found.at(YamlFile.line(text), YamlFile.column(text) + named.start() + (plain ? 0 : 1));
    }

    /** Returns the steps of this kind whose content stands where Camel says. */
    private static Stream<NodeTuple> steps(RouteStep step) {
        NamedNode node = step.place();
        String kind = StringUtils.uncapitalize(node.getClass().getSimpleName().replace("Definition", ""));
        String key = kind.equals("toDynamic") ? "toD" : kind; // Camel's short names are wrong for some
        return file(step).nodes().stream()
                .filter(MappingNode.class::isInstance)
                .flatMap(map -> ((MappingNode) map).getValue().stream())
                .filter(entry -> key.equals(YamlFile.text(entry.getKeyNode())))
                .filter(entry -> isAt(node.getLineNumber(), entry.getValueNode()));
    }

    private static boolean isAt(int camels, Node content) {
        return YamlFile.line(content) == camels + (content instanceof ScalarNode ? 0 : 1); // a text has its own line
    }

    private static YamlFile file(RouteStep step) {
        Resource file = step.route().getResource();
        String location = step.place().getLocation();
        CamelContext context = step.route().getCamelContext();
        if (file == null && location != null && context != null) { // of a template: Camel keeps its name alone
            file = PluginHelper.getResourceLoader(context).resolveResource(location);
        }
        if (file == null || !file.exists()) {
            return new YamlFile("", null, List.of());
        }
        try (InputStream text = file.getInputStream()) {
            return YamlFile.read(file.getLocation(), text.readAllBytes());
        } catch (IOException e) {
            return new YamlFile("", null, List.of()); // Camel has read it, or reports why not
        }
    }

    /** Returns the texts of a step, without those of the steps below it. */
    private static Stream<ScalarNode> texts(Node content) {
        return switch (content) {
            case ScalarNode scalar -> Stream.of(scalar);
            case MappingNode map ->
                map.getValue().stream()
                        .filter(entry -> !OTHER.contains(YamlFile.text(entry.getKeyNode())))
                        .flatMap(entry -> texts(entry.getValueNode()));
            default -> Stream.empty();
        };
    }
}
