package dev.waybill.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.sources.EventParts;
import dev.waybill.sources.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The settings and the route of each sender's page are right as they stand. */
class SenderPagesTest {

    private static final Path PAGES = Path.of("docs/connect");
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String SETTINGS = "waybill:\n  sources:\n";

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files
                    .filter(page -> blocks(page).stream().findFirst().orElse("").startsWith(SETTINGS))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_makes_a_source_and_its_route(Path page) throws IOException {
        List<String> blocks = blocks(page);
        String name = blocks.get(0).substring(SETTINGS.length()).strip().split(":")[0];
        StandardEnvironment settings = settings(blocks.get(0));

        assertThat(EventParts.in(settings, name).type().inWords()).isNotBlank();
        assertThat(CheckBundle.with(settings).findings(bundle(name, blocks.get(1))))
                .filteredOn(found -> !found.rule().equals("every-destination-is-consumed")) // the other ones of ours
                .isEmpty();
    }

    @Test
    void each_preset_has_a_page_and_is_in_the_list() throws IOException {
        String list = Files.readString(PAGES.resolve("README.md"));
        try (Stream<Path> presets = Files.list(Path.of("src/main/resources/presets/sources"))) {
            assertThat(presets.map(file -> file.getFileName().toString().replace(".yaml", ""))
                            .filter(preset -> !preset.endsWith("-ed25519")))
                    .allSatisfy(preset -> {
                        assertThat(PAGES.resolve(preset + ".md")).exists();
                        assertThat(list).contains("`" + preset + "`", "(" + preset + ".md)");
                    });
        }
    }

    private static StandardEnvironment settings(String yaml) throws IOException {
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources()
                .addFirst(new MapPropertySource("erp", Map.of("waybill.erp.url", "https://erp.example.com")));
        new YamlPropertySourceLoader()
                .load("page", new ByteArrayResource(yaml.getBytes(UTF_8)))
                .forEach(settings.getPropertySources()::addFirst);
        Presets.fill(settings);
        return settings;
    }

    private static Bundle bundle(String name, String route) {
        Map<String, byte[]> files =
                new HashMap<>(ReadBundle.from(Path.of("routes")).files());
        files.remove("covver-events.camel.yaml");
        files.put(name + "-events.camel.yaml", route.getBytes(UTF_8));
        return new Bundle(Path.of("routes"), files);
    }

    private static List<String> blocks(Path page) {
        try {
            return Files.isRegularFile(page)
                    ? BLOCK.matcher(Files.readString(page))
                            .results()
                            .map(block -> block.group(1))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
