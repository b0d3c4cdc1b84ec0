package dev.waybill.routetests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.bundle.Bundle;
import dev.waybill.routes.Finding;
import dev.waybill.routes.SourceFile;
import dev.waybill.routes.YamlFile;
import dev.waybill.routetests.RouteTest.Destinations;
import dev.waybill.routetests.RouteTest.Expectation;
import dev.waybill.routetests.RouteTest.Expected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the tests of a bundle: all files whose name ends with {@code .test.yaml}. */
public final class ReadRouteTests {

    /** The end of a test file's name. */
    public static final String TESTS = ".test.yaml";

    private static final Map<String, String> TEST_KEYS =
            TestMarks.keys("test", "source", "type", "group", "headers", "event", "body", "expect");
    private static final Map<String, String> DESTINATION_KEYS = TestMarks.keys("with", "without");

    /**
     * The tests of a bundle.
     *
     * @param environment the variables that the tests set for the routes
     * @param findings the mistakes in the test files; then the tests are not all
     */
    public record RouteTests(List<RouteTest> tests, Map<String, String> environment, List<Finding> findings) {}

    private final Bundle bundle;
    private final List<RouteTest> tests = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final TestMarks marks = new TestMarks();
    private final ReadExpectations expectations = new ReadExpectations(marks);

    private ReadRouteTests(Bundle bundle) {
        this.bundle = bundle;
    }

    public static RouteTests of(Bundle bundle) {
        ReadRouteTests reading = new ReadRouteTests(bundle);
        bundle.files().forEach((path, bytes) -> {
            if (path.endsWith(TESTS)) {
                reading.file(path, bytes);
            }
        });
        return new RouteTests(reading.tests, reading.environment, reading.marks.findings());
    }

    private void file(String path, byte[] bytes) {
        YamlFile file = YamlFile.read(shown(path), bytes);
        marks.findings().addAll(file.findings());
        if (file.root() instanceof SequenceNode list) {
            list.getValue().forEach(item -> item(file.name(), folder(path), item));
        } else if (file.root() != null) {
            marks.fault(file.name(), file.root(), "is no list of tests: begin it with - test:", null);
        }
    }

    private void item(String file, String folder, Node item) {
        Node variables = YamlFile.value(item, "environment");
        if (variables instanceof MappingNode map) {
            map.getValue()
                    .forEach(entry -> environment.put(
                            String.valueOf(YamlFile.text(entry.getKeyNode())),
                            String.valueOf(YamlFile.text(entry.getValueNode()))));
            return;
        }
        marks.requireKeys(file, item, TEST_KEYS, "a test");
        Node name = YamlFile.value(item, "test");
        Node expect = YamlFile.value(item, "expect");
        byte[] event = event(file, folder, item);
        if (name == null || expect == null || event == null) {
            Stream.of("test", "expect")
                    .filter(key -> YamlFile.value(item, key) == null)
                    .forEach(key -> marks.fault(file, item, "lacks %s: in a test".formatted(key), null));
            return;
        }
        String source = YamlFile.text(YamlFile.value(item, "source"));
        tests.add(new RouteTest(
                String.valueOf(YamlFile.text(name)),
                TestMarks.place(file, name),
                source == null ? "covver" : source,
                event,
                YamlFile.text(YamlFile.value(item, "type")),
                YamlFile.text(YamlFile.value(item, "group")),
                headers(file, item),
                destinations(file, expect),
                expectations(file, folder, expect)));
    }

    private Map<String, String> headers(String file, Node item) {
        Node given = YamlFile.value(item, "headers");
        Map<String, String> headers = new LinkedHashMap<>();
        if (given instanceof MappingNode map) {
            map.getValue()
                    .forEach(entry -> headers.put(
                            String.valueOf(YamlFile.text(entry.getKeyNode())),
                            String.valueOf(YamlFile.text(entry.getValueNode()))));
        } else if (given != null) {
            marks.fault(file, given, "gives headers as no map, which must be one: {X-Shop-Domain: a}", null);
        }
        return headers;
    }

    private byte @Nullable [] event(String file, String folder, Node item) {
        Node event = YamlFile.value(item, "event");
        Node body = YamlFile.value(item, "body");
        Node inline = body == null && !(event instanceof ScalarNode) ? event : body;
        if (inline != null) {
            String text = YamlFile.text(inline);
            if (text != null) {
                return text.getBytes(UTF_8);
            }
            try {
                return YamlJson.of(inline).toString().getBytes(UTF_8);
            } catch (IllegalArgumentException e) {
                marks.fault(file, inline, "has an event that is no document: " + e.getMessage(), null);
                return null;
            }
        }
        if (event == null) {
            marks.fault(file, item, "lacks event: in a test, a file or the document itself", null);
            return null;
        }
        String path = folder + YamlFile.text(event);
        byte[] sample = bundle.file(path);
        if (sample == null) {
            marks.fault(file, event, "names the sample %s, which is not there".formatted(path), null);
        }
        return sample;
    }

    private @Nullable Destinations destinations(String file, Node expect) {
        Node named = YamlFile.value(expect, "destinations");
        return switch (named) {
            case null -> null;
            case SequenceNode list ->
                new Destinations(
                        new Expected<>(
                                names(file, list).stream().map(Expected::value).toList(), TestMarks.place(file, list)),
                        List.of(),
                        List.of());
            case MappingNode map -> {
                marks.requireKeys(file, map, DESTINATION_KEYS, "destinations");
                yield new Destinations(
                        null, names(file, YamlFile.value(map, "with")), names(file, YamlFile.value(map, "without")));
            }
            default -> {
                fault(file, named);
                yield null;
            }
        };
    }

    private List<Expected<String>> names(String file, @Nullable Node named) {
        if (named instanceof SequenceNode list) {
            return list.getValue().stream()
                    .map(each -> new Expected<>(String.valueOf(YamlFile.text(each)), TestMarks.place(file, each)))
                    .toList();
        }
        if (named != null) {
            fault(file, named);
        }
        return List.of();
    }

    private void fault(String file, Node named) {
        marks.fault(
                file,
                named,
                "gives destinations as a text, which must be a list of all, [erp, email], or a map:"
                        + " {with: [erp], without: [email]}",
                null);
    }

    private List<Expectation> expectations(String file, String folder, Node expect) {
        if (!(expect instanceof MappingNode map)) {
            marks.fault(file, expect, "gives expect: as a text, which must be a map", null);
            return List.of();
        }
        return map.getValue().stream()
                .filter(entry -> !"destinations".equals(YamlFile.text(entry.getKeyNode())))
                .map(entry -> expectations.of(file, folder, entry))
                .toList();
    }

    private String shown(String path) {
        return String.valueOf(SourceFile.name("file:" + bundle.folder().resolve(path)));
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
