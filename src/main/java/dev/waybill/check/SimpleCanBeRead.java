package dev.waybill.check;

import dev.waybill.check.Expressions.Expression;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.spi.Language;
import org.jspecify.annotations.Nullable;

/** Every Simple expression compiles: a function that does not exist would fail each event. */
final class SimpleCanBeRead {

    private static final String RULE = "simple";

    private final CamelContext context;
    private final Language simple;

    SimpleCanBeRead(CamelContext context) {
        this.context = context;
        this.simple = context.resolveLanguage("simple");
    }

    Stream<Finding> findings(YamlFile file, Places places) {
        return Expressions.of(file).stream()
                .filter(each -> each.language().equals("simple"))
                .filter(each -> !each.text().getValue().startsWith("resource:"))
                .flatMap(each -> fault(each, places));
    }

    private Stream<Finding> fault(Expression expression, Places places) {
        String written = expression.text().getValue();
        String text;
        try {
            text = context.getCamelContextExtension().resolvePropertyPlaceholders(written, true);
        } catch (IllegalArgumentException e) {
            int mark = Math.max(0, Math.max(written.lastIndexOf("{{"), written.lastIndexOf("}}")));
            return Stream.of(places.finding(
                    expression.text(),
                    mark,
                    RULE,
                    Severity.ERROR,
                    "has a placeholder that can't be read: " + e.getMessage(),
                    null));
        }
        try {
            if (expression.decides()) {
                simple.createPredicate(text);
            } else {
                simple.createExpression(text);
            }
            return Stream.empty();
        } catch (SimpleIllegalSyntaxException e) {
            int offset = text.equals(written) ? e.getIndex() : 0;
            return Stream.of(finding(expression, places, offset, e.getShortMessage()));
        } catch (ExpressionIllegalSyntaxException | IllegalArgumentException e) {
            return Stream.of(finding(expression, places, 0, e.getMessage()));
        } catch (RuntimeCamelException e) {
            return Stream.empty(); // a class or a bean that the expression names; Camel reports it with the route
        }
    }

    private static Finding finding(Expression expression, Places places, int offset, @Nullable String message) {
        String sentence = String.valueOf(message).lines().findFirst().orElse("");
        return places.finding(
                expression.text(),
                offset,
                RULE,
                Severity.ERROR,
                "has a Simple expression that can't be read: " + sentence,
                null);
    }
}
