package dev.waybill.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.body.Named;
import dev.waybill.body.ShownBodies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Masks the API's answers to viewers if a mask is set. An event's names are hidden where the mask hides them. Error
 * texts are always hidden, since a destination may repeat in them what it was sent. Masking goes by the members' names,
 * so that it covers answers that are added later too.
 */
@RestControllerAdvice(basePackageClasses = MaskedAnswers.class)
class MaskedAnswers implements ResponseBodyAdvice<Object> {

    private static final Map<String, Named> NAMES = Map.of(
            "messageGroup", Named.GROUP,
            "group", Named.GROUP,
            "orderId", Named.ORDER_ID,
            "orderNumber", Named.ORDER_NUMBER,
            "externalId", Named.EXTERNAL_ID);

    private static final Set<String> ERRORS = Set.of("reason", "error", "lastError", "sentence");

    private final ShownBodies bodies;
    private final ObjectMapper json;

    MaskedAnswers(ShownBodies bodies, ObjectMapper json) {
        this.bodies = bodies;
        this.json = json;
    }

    /**
     * True for all JSON answers but the audit's. {@link AuditApi} hides the audit's reasons itself where needed,
     * because it also writes lines.
     */
    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return AbstractJackson2HttpMessageConverter.class.isAssignableFrom(converter)
                && method.getContainingClass() != AuditApi.class;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        HttpServletRequest who = ((ServletServerHttpRequest) request).getServletRequest();
        if (body == null || body instanceof ProblemDetail || bodies.showsAll(who::isUserInRole)) {
            return body;
        }
        Set<Named> hidden = bodies.hides(who::isUserInRole);
        Set<String> members = NAMES.entrySet().stream()
                .filter(name -> hidden.contains(name.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(() -> new HashSet<>(ERRORS)));
        JsonNode tree = json.valueToTree(body);
        hide(tree, members);
        return tree;
    }

    private static void hide(JsonNode node, Set<String> members) {
        if (node instanceof ObjectNode object && !object.path("what").asText().equals("commanded")) {
            members.stream()
                    .filter(name -> object.path(name).isTextual())
                    .forEach(name -> object.put(name, ShownBodies.HIDDEN));
        }
        node.forEach(part -> hide(part, members));
    }
}
