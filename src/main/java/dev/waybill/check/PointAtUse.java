package dev.waybill.check;

import dev.waybill.bundle.Bundle;
import dev.waybill.routes.FillTemplates;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteTemplates;
import dev.waybill.routes.RouteTemplates.Template;
import dev.waybill.routes.RouteTemplates.Use;
import dev.waybill.routes.YamlFile;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Moves a finding about a route that is made of a template to the file that uses it. Camel's model knows the line in
 * the template alone.
 */
final class PointAtUse {

    private static final int NO_ACCIDENT = 6;

    private final RouteTemplates templates;
    private final Bundle bundle;

    PointAtUse(RouteTemplates templates, Bundle bundle) {
        this.templates = templates;
        this.bundle = bundle;
    }

    Finding of(Finding found) {
        return templates
                .known()
                .filter(use -> use.routeId() != null
                        && use.routeId().getValue().equals(found.routeId())
                        && templates.of(use).file().name().equals(found.file()))
                .findFirst()
                .map(use -> at(use, templates.of(use), found))
                .orElse(found);
    }

    private Finding at(Use use, Template template, Finding found) {
        ScalarNode place = FillTemplates.names(line(found), template).stream()
                .flatMap(name -> Stream.ofNullable(use.value(name)))
                .findFirst()
                .or(() -> told(use, found))
                .orElse(use.template());
        return new Finding(
                use.file().name(),
                YamlFile.line(place),
                YamlFile.column(place),
                found.rule(),
                found.severity(),
                found.routeId(),
                "%s (template %s, %s:%d)".formatted(found.sentence(), template.id(), found.file(), found.line()),
                found.hint());
    }

    /** Returns the longest value of the use that the sentence repeats: the line of a step may not hold its options. */
    private static Optional<ScalarNode> told(Use use, Finding found) {
        return use.given().stream()
                .flatMap(given -> Stream.ofNullable(given.value()))
                .filter(value -> value.getValue().length() >= NO_ACCIDENT)
                .filter(value -> found.sentence().contains(value.getValue()))
                .max(Comparator.comparing(value -> value.getValue().length()));
    }

    private String line(Finding found) {
        return bundle.routes().stream()
                .filter(path -> CheckBundle.shown(bundle, path).equals(found.file()))
                .map(path -> new String(Objects.requireNonNull(bundle.file(path)), StandardCharsets.UTF_8))
                .flatMap(text -> text.lines().skip(Math.max(0, found.line() - 1)))
                .findFirst()
                .orElse("");
    }
}
