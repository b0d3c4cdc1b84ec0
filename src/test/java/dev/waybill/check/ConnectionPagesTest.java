package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.connections.OlderNames;
import dev.waybill.routes.Finding;
import dev.waybill.sources.Presets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The pages about connections name all settings of a kind, and their examples pass the check. */
class ConnectionPagesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @EnumSource
    void a_page_names_each_setting_of_its_kind(Kind kind) throws IOException {
        assertThat(kind.options())
                .allSatisfy(option -> assertThat(page(kind))
                        .containsPattern("`(oauth)?\\.?" + option.replaceFirst("^oauth\\.", "") + "`"));
    }

    @ParameterizedTest
    @EnumSource
    void its_example_is_right(Kind kind) throws IOException {
        List<String> examples = examples(page(kind));
        assertThat(examples).hasSizeGreaterThanOrEqualTo(2); // the settings, the routes, and what a page adds to them
        assertThat(findings(examples.getFirst(), Map.of("new.camel.yaml", examples.get(1))))
                .isEmpty();
    }

    @Test
    void the_example_of_tryton_is_right() throws IOException {
        String page = Files.readString(Path.of("docs/connect/tryton.md"));
        List<String> examples = examples(page);
        String jq = page.substring(page.indexOf("```jq\n") + 6, page.indexOf("```", page.indexOf("```jq\n") + 6));
        assertThat(examples).hasSize(2);
        assertThat(findings(examples.getFirst(), Map.of("new.camel.yaml", examples.getLast(), "tryton-sale.jq", jq)))
                .isEmpty();
        assertThat(findings(examples.getFirst(), Map.of("new.camel.yaml", examples.getLast(), "tryton-sale.jq", ".[")))
                .isNotEmpty();
    }

    private static List<String> examples(String page) {
        return EXAMPLE.matcher(page).results().map(found -> found.group(1)).toList();
    }

    /** Returns the findings in these files, beside the shipped ones. */
    private List<Finding> findings(String example, Map<String, String> files) throws IOException {
        StandardEnvironment settings = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("example", new ByteArrayResource(example.getBytes(StandardCharsets.UTF_8)))
                .forEach(settings.getPropertySources()::addFirst);
        ConfigurationPropertySources.attach(settings);
        Presets.fill(settings);
        OlderNames.in(settings);
        assertThat(NamedConnections.in(settings)).hasSize(4);
        Map<String, byte[]> bundle = new HashMap<>();
        for (String folder : List.of("routes", "src/assembly/ext-kafka/routes", "src/assembly/ext-amqp/routes")) {
            ReadBundle.from(Path.of(folder)).files().forEach(bundle::put);
        }
        files.forEach((path, text) -> bundle.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return CheckBundle.with(settings).findings(new Bundle(Path.of("routes"), bundle)).stream()
                .filter(found -> !found.rule().equals("every-destination-is-consumed")) // a page names no events
                .filter(found -> files.keySet().stream().anyMatch(String.valueOf(found.file())::endsWith))
                .toList();
    }

    private static String page(Kind kind) throws IOException {
        return Files.readString(Path.of("docs/connect", kind.word() + ".md"));
    }
}
