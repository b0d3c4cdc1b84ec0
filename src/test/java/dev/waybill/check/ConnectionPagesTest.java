package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.connections.OlderNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The pages about connections name all settings of a kind, and their examples pass the check. */
class ConnectionPagesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

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
        List<String> examples = EXAMPLE.matcher(page(kind))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(examples).hasSize(2);
        StandardEnvironment settings = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("example", new ByteArrayResource(examples.getFirst().getBytes(StandardCharsets.UTF_8)))
                .forEach(settings.getPropertySources()::addFirst);
        ConfigurationPropertySources.attach(settings);
        OlderNames.in(settings);
        assertThat(NamedConnections.in(settings)).hasSize(4);

        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            for (Path file : shipped.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("new.camel.yaml"), examples.getLast());
        Bundle bundle = ReadBundle.from(folder);
        assertThat(CheckBundle.with(settings).findings(bundle))
                .filteredOn(found -> String.valueOf(found.file()).endsWith("new.camel.yaml"))
                .isEmpty();
    }

    private static String page(Kind kind) throws IOException {
        return Files.readString(Path.of("docs/connect", kind.word() + ".md"));
    }
}
