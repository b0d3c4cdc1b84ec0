package dev.waybill.house;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/**
 * The options that an endpoint offers in its URI, as its fields say it or as its generated description does.
 *
 * @param syntax the URI's form
 * @param consumerOnly whether it can't be sent to
 * @param options its own options by name; those of Camel's base class are left out
 */
record EndpointOptions(String syntax, boolean consumerOnly, Map<String, Option> options) {

    record Option(String kind, String type, String label, boolean required, String defaultValue, String description) {}

    static EndpointOptions ofFields(Class<?> endpoint) {
        UriEndpoint uri = endpoint.getAnnotation(UriEndpoint.class);
        Map<String, Option> options = new TreeMap<>();
        for (Field field : fields(endpoint).toList()) {
            Metadata metadata = field.getAnnotation(Metadata.class);
            boolean required = metadata != null && metadata.required();
            if (field.getAnnotation(UriPath.class) instanceof UriPath path) {
                options.put(
                        field.getName(),
                        new Option(
                                "path",
                                type(field, ""),
                                path.label(),
                                required,
                                path.defaultValue(),
                                path.description()));
            }
            if (field.getAnnotation(UriParam.class) instanceof UriParam param) {
                options.put(
                        field.getName(),
                        new Option(
                                "parameter",
                                type(field, param.javaType()),
                                param.label(),
                                required,
                                param.defaultValue(),
                                param.description()));
            }
        }
        return new EndpointOptions(uri.syntax(), uri.consumerOnly(), options);
    }

    /** The endpoint's fields; one that holds a group of options stands for the group's. */
    static Stream<Field> fields(Class<?> endpoint) {
        return Arrays.stream(endpoint.getDeclaredFields())
                .flatMap(field -> field.getType().isAnnotationPresent(UriParams.class)
                        ? fields(field.getType())
                        : Stream.of(field));
    }

    static EndpointOptions ofDescription(Class<?> endpoint) {
        JsonNode json = description(endpoint);
        Set<String> inherited = Stream.<Class<?>>iterate(endpoint.getSuperclass(), c -> c != null, Class::getSuperclass)
                .flatMap(c -> Arrays.stream(c.getDeclaredFields()))
                .map(Field::getName)
                .collect(toSet());
        Map<String, Option> options = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("properties").properties()) {
            JsonNode option = entry.getValue();
            if (!inherited.contains(entry.getKey())) {
                options.put(
                        entry.getKey(),
                        new Option(
                                option.path("kind").asText(),
                                option.path("javaType").asText(),
                                option.path("label").asText(),
                                option.path("required").asBoolean(),
                                option.path("defaultValue").asText(),
                                option.path("description").asText()));
            }
        }
        JsonNode component = json.path("component");
        return new EndpointOptions(
                component.path("syntax").asText(),
                component.path("consumerOnly").asBoolean(),
                options);
    }

    private static JsonNode description(Class<?> endpoint) {
        String scheme = endpoint.getAnnotation(UriEndpoint.class).scheme();
        String file = "/META-INF/%s/%s.json".formatted(endpoint.getPackageName().replace('.', '/'), scheme);
        try (var in = endpoint.getResourceAsStream(file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException("No description " + file, e));
        }
    }

    private static String type(Field field, String declared) {
        return declared.isEmpty() ? field.getType().getName() : declared;
    }
}
