package dev.waybill.check;

import dev.waybill.connections.Kind;
import dev.waybill.routes.FillTemplates;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteTemplates;
import dev.waybill.routes.YamlFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the texts of a file: placeholders, expressions, names. They see a route that is made of a template as
 * if it were written out.
 */
final class TextRules {

    private final Placeholders placeholders;
    private final SimpleCanBeRead simple;
    private final JqCanBeRead jq;
    private final OurNames names;
    private final References references;
    private final ConnectionsAreKnown connections;

    /**
     * @param defined the beans that the bundle itself defines
     * @param sources the event types of each source by its name
     * @param known the kinds of the connections by name
     */
    TextRules(
            CamelContext context,
            KnownBeans beans,
            Set<String> defined,
            UnaryOperator<@Nullable String> environment,
            UnaryOperator<@Nullable String> settings,
            Map<String, List<String>> sources,
            Map<String, Kind> known)
            throws IOException {
        placeholders = new Placeholders(beans, defined, environment, settings);
        simple = new SimpleCanBeRead(context);
        jq = new JqCanBeRead(context);
        names = new OurNames(sources);
        connections = new ConnectionsAreKnown(known);
        references = new References(beans, defined, CheckContext.components());
    }

    /** @param text the whole text of the file */
    List<Finding> findings(YamlFile file, String text, RouteTemplates templates) {
        Places places = new Places(file.name(), text);
        YamlFile written = FillTemplates.withoutParameters(file, templates);
        List<Finding> findings = new ArrayList<>();
        Placeholders.braces(file, places).forEach(findings::add);
        placeholders.findings(written, places, templates.parametersIn(file)).forEach(findings::add);
        named(written, places).forEach(findings::add);
        findings.addAll(connections.findings(written, places));
        templates.known().filter(use -> use.file() == file).forEach(use -> {
            YamlFile made = FillTemplates.of(use, templates.of(use));
            named(made, places).forEach(findings::add);
            findings.addAll(connections.findings(made, use, templates.of(use), places));
        });
        findings.removeIf(each -> each.line() == 0); // belongs to a parameter's default, or to the template
        return findings;
    }

    private Stream<Finding> named(YamlFile file, Places places) {
        return Stream.of(
                        simple.findings(file, places),
                        jq.findings(file, places),
                        names.findings(file, places),
                        references.findings(file, places))
                .flatMap(each -> each);
    }
}
