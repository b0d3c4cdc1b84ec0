package dev.waybill.answers;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.SourceFile;
import dev.waybill.routes.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** A file of rules: a preset in the jar, or one that Camel finds, such as {@code bundle:our-erp.answers.yaml}. */
final class AnswerFile {

    /** The presets, each a file that people can read. */
    static final List<String> PRESETS = List.of("business-central", "generic", "netsuite", "odoo-json2", "tryton");

    private AnswerFile() {}

    /** @throws IllegalArgumentException if there is no such preset or file */
    static YamlFile read(CamelContext camel, String named) {
        boolean preset = !named.contains(":");
        if (preset && !PRESETS.contains(named)) {
            String near = DidYouMean.nearest(named, names(PRESETS));
            String others = near == null
                    ? "there are %s, and bundle:<file>".formatted(String.join(", ", PRESETS))
                    : "did you mean %s?".formatted(near);
            throw new IllegalArgumentException("the rules of answers %s are no preset; %s".formatted(named, others));
        }
        String location = preset ? "classpath:dev/waybill/answers/%s.yaml".formatted(named) : named;
        Resource resource = PluginHelper.getResourceLoader(camel).resolveResource(location);
        if (resource == null || !resource.exists()) {
            throw new IllegalArgumentException("the rules of answers %s are not there".formatted(named));
        }
        try (InputStream in = resource.getInputStream()) {
            String shown = Objects.requireNonNullElse(SourceFile.name(resource.getLocation()), named);
            return YamlFile.read(shown, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("the rules of answers %s can't be read: %s".formatted(named, e), e);
        }
    }

    static Map<String, String> names(List<String> known) {
        Map<String, String> names = new TreeMap<>();
        known.forEach(name -> names.put(name, name));
        return names;
    }
}
