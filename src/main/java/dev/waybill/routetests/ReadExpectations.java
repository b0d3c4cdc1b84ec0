package dev.waybill.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import dev.waybill.routetests.RouteTest.End;
import dev.waybill.routetests.RouteTest.Expectation;
import dev.waybill.routetests.RouteTest.Expected;
import dev.waybill.routetests.RouteTest.Header;
import dev.waybill.routetests.RouteTest.Place;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the part of a test that says what one destination gets. */
final class ReadExpectations {

    private static final Map<String, String> EXPECT_KEYS = TestMarks.keys(
            "answer",
            "answer-body",
            "request",
            "file",
            "headers",
            "body",
            "body-file",
            "contains",
            "outcome",
            "refused",
            "again",
            "broken");

    private static final List<String> TEXTS =
            List.of("answer-body", "request", "file", "body-file", "outcome", "refused", "again", "broken");

    private final TestMarks marks;

    ReadExpectations(TestMarks marks) {
        this.marks = marks;
    }

    Expectation of(String file, String folder, NodeTuple entry) {
        Node node = entry.getValueNode();
        marks.requireKeys(file, node, EXPECT_KEYS, "an expectation");
        requireKinds(file, node);
        String answer = YamlFile.text(YamlFile.value(node, "answer"));
        Node body = YamlFile.value(node, "body");
        Expected<String> bodyFile = text(file, node, "body-file");
        return new Expectation(
                String.valueOf(YamlFile.text(entry.getKeyNode())),
                TestMarks.place(file, entry.getKeyNode()),
                answer == null || !answer.matches("\\d{3}") ? 200 : Integer.parseInt(answer),
                Objects.requireNonNullElse(YamlFile.text(YamlFile.value(node, "answer-body")), ""),
                text(file, node, "request"),
                text(file, node, "file"),
                headers(file, node),
                body == null ? null : body(file, body),
                bodyFile == null ? null : new Expected<>(folder + bodyFile.value(), bodyFile.at()),
                texts(file, YamlFile.value(node, "contains")),
                end(file, node, TestMarks.place(file, entry.getKeyNode())),
                Stream.of("refused", "again", "broken")
                        .flatMap(key -> Stream.ofNullable(text(file, node, key)))
                        .findFirst()
                        .orElse(null));
    }

    private @Nullable Expected<JsonNode> body(String file, Node body) {
        try {
            return new Expected<>(YamlJson.of(body), TestMarks.place(file, body));
        } catch (IllegalArgumentException e) {
            marks.fault(file, body, "has a body that is no document: " + e.getMessage(), null);
            return null;
        }
    }

    /** A key of another kind would be passed over, and the test would hold for nothing. */
    private void requireKinds(String file, Node node) {
        for (String key : TEXTS) {
            Node value = YamlFile.value(node, key);
            if (value != null && YamlFile.text(value) == null) {
                marks.fault(file, value, "gives %s as a list or a map, which must be a text".formatted(key), null);
            }
        }
        Node headers = YamlFile.value(node, "headers");
        if (headers != null && !(headers instanceof MappingNode)) {
            marks.fault(file, headers, "gives headers as no map, which must be one: {Content-Type: text/csv}", null);
        }
        Node answer = YamlFile.value(node, "answer");
        if (answer != null && !String.valueOf(YamlFile.text(answer)).matches("[1-5]\\d{2}")) {
            marks.fault(file, answer, "has an answer that is no status, such as 409", null);
        }
    }

    private Expected<End> end(String file, Node node, Place otherwise) {
        for (End end : End.values()) {
            Expected<String> reason = text(file, node, end.word());
            if (reason != null) {
                return new Expected<>(end, reason.at());
            }
        }
        Expected<String> outcome = text(file, node, "outcome");
        if (outcome == null) {
            return new Expected<>(End.DELIVERED, otherwise);
        }
        return Stream.of(End.values())
                .filter(end -> end.name().equalsIgnoreCase(outcome.value()))
                .findFirst()
                .map(end -> new Expected<>(end, outcome.at()))
                .orElseGet(() -> {
                    marks.findings()
                            .add(new Finding(
                                    file,
                                    outcome.at().line(),
                                    outcome.at().column(),
                                    "route-tests",
                                    Severity.ERROR,
                                    "",
                                    "has %s in outcome, which must be delivered, again, refused or broken"
                                            .formatted(outcome.value()),
                                    null));
                    return new Expected<>(End.DELIVERED, outcome.at());
                });
    }

    private List<Expected<Header>> headers(String file, Node node) {
        return YamlFile.value(node, "headers") instanceof MappingNode map
                ? map.getValue().stream()
                        .map(entry -> new Expected<>(
                                new Header(
                                        String.valueOf(YamlFile.text(entry.getKeyNode())),
                                        String.valueOf(YamlFile.text(entry.getValueNode()))),
                                TestMarks.place(file, entry.getKeyNode())))
                        .toList()
                : List.of();
    }

    private List<Expected<String>> texts(String file, @Nullable Node node) {
        List<Node> all =
                switch (node) {
                    case null -> List.of();
                    case SequenceNode list -> list.getValue();
                    default -> List.of(node);
                };
        return all.stream()
                .map(each -> new Expected<>(String.valueOf(YamlFile.text(each)), TestMarks.place(file, each)))
                .toList();
    }

    private static @Nullable Expected<String> text(String file, Node node, String key) {
        Node value = YamlFile.value(node, key);
        String text = YamlFile.text(value);
        return value == null || text == null ? null : new Expected<>(text, TestMarks.place(file, value));
    }
}
