package dev.waybill.routes;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;

/** The targets of a step, as far as its text alone shows them: targets computed per message stay unknown. */
public final class Sends {

    private static final String COMPUTED = "${";

    private Sends() {}

    public static Stream<String> uris(ProcessorDefinition<?> node) {
        return switch (node) {
            case SendDefinition<?> send -> Stream.of(send.getEndpointUri());
            case ToDynamicDefinition send -> fixed(send.getUri(), null);
            case RecipientListDefinition<?> list -> fixed(constant(list), list.getDelimiter());
            case RoutingSlipDefinition<?> slip -> fixed(constant(slip), slip.getUriDelimiter());
            case EnrichDefinition enrich -> fixed(constant(enrich), null);
            default -> Stream.empty();
        };
    }

    /** Returns the same, and partly computed targets as they are written. */
    public static Stream<String> written(ProcessorDefinition<?> node) {
        return node instanceof ToDynamicDefinition send ? Stream.ofNullable(send.getUri()) : uris(node);
    }

    private static @Nullable String constant(ExpressionNode node) {
        ExpressionDefinition expression = node.getExpression();
        boolean readable = expression.getLanguage().equals("constant")
                || expression.getLanguage().equals("simple");
        return readable ? expression.getExpression() : null;
    }

    private static Stream<String> fixed(@Nullable String uris, @Nullable String delimiter) {
        if (uris == null || uris.contains(COMPUTED)) {
            return Stream.empty();
        }
        return Arrays.stream(uris.split(delimiter == null ? "," : java.util.regex.Pattern.quote(delimiter)))
                .map(String::strip);
    }
}
