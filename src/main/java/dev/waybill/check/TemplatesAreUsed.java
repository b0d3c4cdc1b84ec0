package dev.waybill.check;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.RouteTemplates;
import dev.waybill.routes.RouteTemplates.Given;
import dev.waybill.routes.RouteTemplates.Template;
import dev.waybill.routes.RouteTemplates.Use;
import dev.waybill.routes.YamlFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A route made of a template names one that exists and gives it all that it needs: Camel ignores other parameters. */
final class TemplatesAreUsed {

    private static final String RULE = "templates";
    private static final Pattern NAME = Pattern.compile("[\\w.-]+");

    private final RouteTemplates all;
    private final boolean complete;

    /** @param complete false if a file can't be read, which may define further templates */
    TemplatesAreUsed(RouteTemplates all, boolean complete) {
        this.all = all;
        this.complete = complete;
    }

    Stream<Finding> findings() {
        return Stream.concat(
                all.templates().values().stream().flatMap(TemplatesAreUsed::named),
                all.uses().stream().flatMap(this::findings));
    }

    private static Stream<Finding> named(Template template) {
        return RouteTemplates.items(template.node()).flatMap(item -> {
            Node name = YamlFile.value(item, "name");
            String text = YamlFile.text(name);
            boolean right = text != null && NAME.matcher(text).matches();
            return right
                    ? Stream.empty()
                    : Stream.of(error(
                            template.file(), name == null ? item : name, "gives a parameter no usable name", null));
        });
    }

    private Stream<Finding> findings(Use use) {
        String name = use.template().getValue();
        Template template = all.templates().get(name);
        if (template == null) {
            return complete
                    ? Stream.of(error(
                            use,
                            use.template(),
                            "uses the template %s, which no file defines".formatted(name),
                            DidYouMean.nearest(name, all.templates())))
                    : Stream.empty();
        }
        Set<String> seen = new HashSet<>();
        Stream<Finding> given = use.given().stream()
                .flatMap(each -> Stream.ofNullable(
                        fault(use, template, each, !seen.add(each.name().getValue()))));
        Stream<Finding> missing = template.parameters().entrySet().stream()
                .filter(each -> each.getValue().required())
                .filter(each -> use.given().stream()
                        .noneMatch(one ->
                                each.getKey().equals(meant(template, one.name().getValue()))))
                .map(each -> error(
                        use,
                        use.template(),
                        "gives the template %s no %s, which it needs".formatted(name, each.getKey()),
                        null));
        Stream<Finding> nameless = use.routeId() == null
                ? Stream.of(new Finding(
                        use.file().name(),
                        YamlFile.line(use.template()),
                        YamlFile.column(use.template()),
                        RULE,
                        Severity.WARNING,
                        "",
                        "uses the template %s without a routeId".formatted(name),
                        null))
                : Stream.empty();
        return Stream.of(List.of(given, missing, nameless))
                .flatMap(List::stream)
                .flatMap(each -> each);
    }

    /** Returns the parameter that a name is, or probably was meant to be; null if none is near. */
    private static @Nullable String meant(Template template, String name) {
        return template.parameters().containsKey(name) ? name : DidYouMean.nearest(name, template.parameters());
    }

    private static @Nullable Finding fault(Use use, Template template, Given given, boolean again) {
        String name = given.name().getValue();
        if (!template.parameters().containsKey(name)) {
            return error(
                    use,
                    given.name(),
                    "gives the template %s the parameter %s, which it does not know".formatted(template.id(), name),
                    meant(template, name));
        }
        if (again) {
            return error(
                    use,
                    given.name(),
                    "gives the template %s the parameter %s twice".formatted(template.id(), name),
                    null);
        }
        return given.value() == null
                ? error(
                        use,
                        given.name(),
                        "gives the parameter %s of the template %s no value".formatted(name, template.id()),
                        null)
                : null;
    }

    private static Finding error(Use use, Node at, String sentence, @Nullable String near) {
        return error(use.file(), at, sentence, near);
    }

    private static Finding error(YamlFile file, Node at, String sentence, @Nullable String near) {
        return new Finding(
                file.name(), YamlFile.line(at), YamlFile.column(at), RULE, Severity.ERROR, "", sentence, near);
    }
}
