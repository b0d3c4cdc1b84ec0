package dev.waybill.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.routes.YamlFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a part of a YAML file as JSON, by the rules of YAML's core schema. */
final class YamlJson {

    private static final int MAX_VALUES = 100_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private int left = MAX_VALUES;

    private YamlJson() {}

    /** @throws IllegalArgumentException if it holds itself, or aliases make it larger than any body */
    static JsonNode of(Node node) {
        return new YamlJson().json(node);
    }

    private JsonNode json(Node node) {
        left--;
        if (left < 0 || node.isRecursive()) {
            throw new IllegalArgumentException("it holds itself, or too many values");
        }
        return switch (node) {
            case MappingNode map -> {
                ObjectNode object = JSON.objectNode();
                map.getValue()
                        .forEach(entry -> object.set(
                                String.valueOf(YamlFile.text(entry.getKeyNode())), json(entry.getValueNode())));
                yield object;
            }
            case SequenceNode list -> {
                ArrayNode array = JSON.arrayNode();
                list.getValue().forEach(item -> array.add(json(item)));
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> JSON.nullNode();
        };
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        try {
            if (tag.equals(Tag.INT)) {
                return JSON.numberNode(new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            return JSON.textNode(text); // octal, or not a number
        }
        return JSON.textNode(text);
    }
}
