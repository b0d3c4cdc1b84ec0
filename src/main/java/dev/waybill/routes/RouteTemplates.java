package dev.waybill.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The route templates of a bundle and the places that use them.
 *
 * @param templates the templates by id
 * @param uses the uses, in the order of the files
 */
public record RouteTemplates(Map<String, Template> templates, List<Use> uses) {

    /**
     * A template.
     *
     * @param file the file that defines it
     * @param node its whole definition
     * @param parameters its parameters by name
     */
    public record Template(String id, YamlFile file, Node node, Map<String, Parameter> parameters) {}

    /**
     * A parameter of a template.
     *
     * @param otherwise its default; null if it has none
     */
    public record Parameter(boolean required, @Nullable String otherwise) {}

    /**
     * A route made of a template.
     *
     * @param node the whole use
     * @param routeId null if it has none
     * @param template the template's id
     * @param given the parameters with a name, in the order of the file
     */
    public record Use(YamlFile file, Node node, @Nullable ScalarNode routeId, ScalarNode template, List<Given> given) {

        /** Returns the value of a parameter; null if the use does not give it. */
        public @Nullable ScalarNode value(String parameter) {
            return given.stream()
                    .filter(each -> each.name.getValue().equals(parameter))
                    .findFirst()
                    .map(Given::value)
                    .orElse(null);
        }
    }

    /** A parameter's name and value in a use; the value is null if there is none. */
    public record Given(ScalarNode name, @Nullable ScalarNode value) {}

    public static RouteTemplates of(Collection<YamlFile> files) {
        Map<String, Template> templates = new TreeMap<>();
        List<Use> uses = new ArrayList<>();
        for (YamlFile file : files) {
            entries(file, "routeTemplate").forEach(node -> {
                String id = YamlFile.text(YamlFile.value(node, "id"));
                if (id != null) {
                    templates.putIfAbsent(id, new Template(id, file, node, parameters(node)));
                }
            });
            entries(file, "templatedRoute").forEach(node -> {
                if (YamlFile.value(node, "routeTemplateRef") instanceof ScalarNode template) {
                    ScalarNode routeId = YamlFile.value(node, "routeId") instanceof ScalarNode id ? id : null;
                    uses.add(new Use(file, node, routeId, template, given(node)));
                }
            });
        }
        return new RouteTemplates(templates, uses);
    }

    /** Returns the uses whose template is known. */
    public Stream<Use> known() {
        return uses.stream().filter(use -> templates.containsKey(use.template.getValue()));
    }

    /** Returns the template of a known use. */
    public Template of(Use use) {
        return Objects.requireNonNull(templates.get(use.template.getValue()));
    }

    /** Returns the parameters of all templates that the file defines. */
    public Map<String, Parameter> parametersIn(YamlFile file) {
        Map<String, Parameter> parameters = new TreeMap<>();
        templates.values().stream()
                .filter(template -> template.file() == file)
                .forEach(template -> parameters.putAll(template.parameters()));
        return parameters;
    }

    private static Stream<Node> entries(YamlFile file, String kind) {
        return file.root() instanceof SequenceNode list
                ? list.getValue().stream().flatMap(item -> Stream.ofNullable(YamlFile.value(item, kind)))
                : Stream.empty();
    }

    private static Map<String, Parameter> parameters(Node template) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        items(template).forEach(item -> {
            String name = YamlFile.text(YamlFile.value(item, "name"));
            if (name != null) {
                String otherwise = YamlFile.text(YamlFile.value(item, "defaultValue"));
                boolean optional = "false".equals(YamlFile.text(YamlFile.value(item, "required")));
                parameters.put(name, new Parameter(otherwise == null && !optional, otherwise));
            }
        });
        return parameters;
    }

    private static List<Given> given(Node use) {
        return items(use)
                .flatMap(item -> YamlFile.value(item, "name") instanceof ScalarNode name
                        ? Stream.of(
                                new Given(name, YamlFile.value(item, "value") instanceof ScalarNode text ? text : null))
                        : Stream.empty())
                .toList();
    }

    /** Returns the parameters that a template defines or a use gives. */
    public static Stream<Node> items(Node node) {
        return YamlFile.value(node, "parameters") instanceof SequenceNode list
                ? list.getValue().stream()
                : Stream.empty();
    }
}
