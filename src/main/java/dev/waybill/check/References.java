package dev.waybill.check;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Beans, exception classes and components that a route names exist. Camel would name neither file nor line. */
final class References {

    static final String RULE = "references";

    private static final Pattern BEAN_NAME = Pattern.compile("#[\\w.:-]+");
    private static final Pattern BETWEEN_COMMAS = Pattern.compile("[^,\\s](?:[^,]*[^,\\s])?");
    private static final Set<String> BEANS =
            Set.of("ref", "routePolicy", "idempotentRepository", "aggregationStrategy", "errorHandlerRef", "onPrepare");
    private static final String BEAN = "#bean:";
    private static final Set<String> OTHER_KINDS = Set.of("#class:", "#type:", "#autowired", "#property:", "#valueAs");

    private final Map<String, Object> beans = new TreeMap<>();
    private final Map<String, Object> components = new TreeMap<>();

    /**
     * @param known the beans of the hub
     * @param defined the beans that the bundle itself defines
     * @param components the names of the components that can be loaded
     */
    References(KnownBeans known, Set<String> defined, Collection<String> components) {
        beans.putAll(known.types());
        components.forEach(name -> this.components.put(name, name));
        defined.forEach(name -> beans.put(name, name));
    }

    Stream<Finding> findings(YamlFile file, Places places) {
        List<Finding> findings = new ArrayList<>();
        Set<Node> parameters = maps(file, "parameters");
        Set<Node> properties = maps(file, "properties"); // of beans, which may have any name
        for (Node node : file.nodes()) {
            if (node instanceof MappingNode map && !properties.contains(map)) {
                map.getValue().forEach(entry -> entry(entry, parameters.contains(map), places, findings));
            }
        }
        return findings.stream();
    }

    private static Set<Node> maps(YamlFile file, String key) {
        Set<Node> maps = Collections.newSetFromMap(new IdentityHashMap<>());
        file.nodes()
                .forEach(node -> Stream.ofNullable(YamlFile.value(node, key)).forEach(maps::add));
        return maps;
    }

    private void entry(NodeTuple entry, boolean parameter, Places places, List<Finding> findings) {
        String key = String.valueOf(YamlFile.text(entry.getKeyNode()));
        Node value = entry.getValueNode();
        if (key.equals("exception") && value instanceof SequenceNode list) {
            list.getValue().forEach(name -> exception(name, places, findings));
        } else if (value instanceof ScalarNode scalar) {
            if (parameter) {
                if (BEAN_NAME.matcher(scalar.getValue()).matches()) {
                    bean(scalar, scalar.getValue(), 0, places, findings);
                }
            } else if (key.equals("exception")) {
                exception(scalar, places, findings);
            } else if (key.equals("uri")) {
                uri(scalar, places, findings);
            } else if (BEANS.contains(key)) {
                Matcher names = BETWEEN_COMMAS.matcher(scalar.getValue());
                while (names.find()) {
                    bean(scalar, names.group(), names.start(), places, findings);
                }
            }
        }
    }

    private void bean(ScalarNode scalar, String text, int offset, Places places, List<Finding> findings) {
        if (text.contains(ConnectionsAreKnown.PREFIX)
                || text.contains("{{")
                || text.contains("${")
                || OTHER_KINDS.stream().anyMatch(text::startsWith)) {
            return;
        }
        String name = text.startsWith(BEAN) ? text.substring(BEAN.length()) : text.replaceFirst("^#", "");
        if (!beans.containsKey(name)) {
            String near = DidYouMean.nearest(name, beans);
            findings.add(places.finding(
                    scalar,
                    offset,
                    RULE,
                    near == null ? Severity.WARNING : Severity.ERROR, // another jar may bring it
                    "names the bean %s, which the hub does not have".formatted(name),
                    near));
        }
    }

    private void uri(ScalarNode scalar, Places places, List<Finding> findings) {
        String uri = scalar.getValue();
        String scheme = uri.replaceFirst("[:?].*", "");
        if (scheme.matches("[a-z][a-z0-9-]*") && !components.containsKey(scheme) && !isOfOwn(scheme)) {
            findings.add(
                    finding(places, scalar, "names the component %s, which the hub does not have", scheme, components));
        }
    }

    /** True if Camel finds such a component. One of an engineer's own may be in no list. */
    private static boolean isOfOwn(String scheme) {
        return References.class.getResource("/META-INF/services/org/apache/camel/component/" + scheme) != null;
    }

    private static void exception(Node node, Places places, List<Finding> findings) {
        String name = YamlFile.text(node);
        if (name == null || name.contains("{{")) {
            return;
        }
        try {
            Class.forName(name, false, References.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            findings.add(
                    finding(places, (ScalarNode) node, "names the exception %s, which is no class", name, Map.of()));
        }
    }

    private static Finding finding(Places places, ScalarNode at, String sentence, String name, Map<String, ?> known) {
        return places.finding(at, 0, RULE, Severity.ERROR, sentence.formatted(name), DidYouMean.nearest(name, known));
    }

    /** Returns the names of the beans that the route files define. */
    static Set<String> defined(Collection<YamlFile> files) {
        return files.stream().flatMap(References::defined).collect(Collectors.toSet());
    }

    private static Stream<String> defined(YamlFile file) {
        return file.root() instanceof SequenceNode list
                ? list.getValue().stream()
                        .flatMap(item -> Stream.ofNullable(YamlFile.value(item, "beans")))
                        .filter(SequenceNode.class::isInstance)
                        .flatMap(beans -> ((SequenceNode) beans).getValue().stream())
                        .flatMap(bean -> Stream.ofNullable(name(bean)))
                : Stream.empty();
    }

    private static @Nullable String name(Node bean) {
        return YamlFile.text(YamlFile.value(bean, "name"));
    }
}
