package dev.waybill.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.functions.IndexFunction;
import net.thisptr.jackson.jq.internal.functions.IndicesFunction;
import net.thisptr.jackson.jq.internal.functions.RIndexFunction;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Replaces jackson-jq functions that spoil characters beyond 16 bits. jq's texts are made of code points, and so are
 * its {@code length}, {@code explode} and slices here. jackson-jq's {@code implode} cuts each to 16 bits. It spoils
 * every emoji that passes {@code explode | implode} or {@code ascii_downcase}. Its {@code index} counts Java's chars.
 * These beans apply in every mapping: a bean named by a function and the number of its arguments wins over jackson-jq's
 * own.
 */
@Configuration(proxyBeanMethods = false)
class CodePoints {

    @Bean("implode/0")
    Function implode() {
        return new Implode();
    }

    @Bean("index/1")
    Function index() {
        return new Offsets(new IndexFunction());
    }

    @Bean("rindex/1")
    Function rindex() {
        return new Offsets(new RIndexFunction());
    }

    @Bean("indices/1")
    Function indices() {
        return new Offsets(new IndicesFunction());
    }

    /**
     * Turns a number that is no code point into U+FFFD, as jq does. Half a surrogate pair is kept, as everywhere here.
     */
    private static final class Implode implements Function {

        @Override
        public void apply(
                Scope scope,
                List<Expression> args,
                JsonNode in,
                @Nullable Path path,
                PathOutput output,
                Version version)
                throws JsonQueryException {
            if (!in.isArray()) {
                throw new JsonQueryException("implode input must be an array");
            }
            StringBuilder text = new StringBuilder();
            for (JsonNode number : in) {
                if (!number.isNumber()) {
                    throw new JsonQueryException("implode input must be numbers, code points; found " + number);
                }
                int point = number.canConvertToInt() ? number.asInt() : -1;
                text.appendCodePoint(Character.isValidCodePoint(point) ? point : 0xFFFD);
            }
            output.emit(TextNode.valueOf(text.toString()), null);
        }
    }

    /** Returns offsets within a text, counted as slices count them. */
    private record Offsets(Function inChars) implements Function {

        @Override
        public void apply(
                Scope scope,
                List<Expression> args,
                JsonNode in,
                @Nullable Path path,
                PathOutput output,
                Version version)
                throws JsonQueryException {
            PathOutput counted = in.isTextual() ? (found, at) -> output.emit(inPoints(found, in), at) : output;
            inChars.apply(scope, args, in, path, counted, version);
        }

        private static JsonNode inPoints(JsonNode found, JsonNode in) {
            if (found instanceof ArrayNode all) {
                ArrayNode counted = all.arrayNode(all.size());
                all.forEach(one -> counted.add(inPoints(one, in)));
                return counted;
            }
            return found.isInt() ? IntNode.valueOf(in.textValue().codePointCount(0, found.intValue())) : found;
        }
    }
}
