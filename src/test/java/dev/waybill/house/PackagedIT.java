package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn package} hands to an operator. */
class PackagedIT {

    private static final Path ARCHIVE = Path.of(System.getProperty("waybill.archive"));
    private static final Path TAR = Path.of(ARCHIVE + ".tar.gz");
    private static final Path ZIP = Path.of(ARCHIVE + ".zip");
    private static final Path JAR = Path.of(System.getProperty("waybill.jar"));

    private static final Pattern TEST_LIBRARIES = Pattern.compile("BOOT-INF/lib/(greenmail|sshd|junit|assertj|mockito|"
            + "archunit|awaitility|palantir|json-schema|camel-test|spring-boot-test|spring-test).*");

    @Test
    void the_archive_unpacks_to_the_hub_its_routes_and_its_settings(@TempDir Path folder) throws IOException {
        Path hub = unpack(folder).resolve(ARCHIVE.getFileName());
        assertThat(hub.resolve(JAR.getFileName())).hasSameBinaryContentAs(JAR);
        for (String file : List.of("application.yaml", "README.md", "CHANGELOG.md")) {
            assertThat(hub.resolve(file)).hasSameTextualContentAs(Path.of(file));
        }
        assertThat(filesUnder(hub.resolve("routes"))).isNotEmpty().isEqualTo(filesUnder(Path.of("routes")));
        try (var top = Files.list(hub)) {
            assertThat(top.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            JAR.getFileName().toString(), "application.yaml", "README.md", "CHANGELOG.md", "routes");
        }
    }

    @Test
    void the_zip_holds_the_same_files(@TempDir Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .containsExactlyInAnyOrderElementsOf(filesUnder(unpack(folder)));
        }
    }

    @Test
    void the_jar_carries_nothing_of_the_test_tree() throws IOException {
        List<String> ofTests = filesUnder(Path.of("target/test-classes"));
        assertThat(ofTests).isNotEmpty();
        assertThat(entries().stream()
                        .filter(entry -> ofTests.contains(entry.replace("BOOT-INF/classes/", ""))
                                || TEST_LIBRARIES.matcher(entry).matches()))
                .isEmpty();
    }

    @Test
    void the_jar_carries_what_the_hub_needs_to_run() throws IOException {
        List<String> entries = entries();
        for (String needed : List.of(
                "BOOT-INF/classes/dev/waybill/Waybill.class",
                "BOOT-INF/classes/db/migration/V1__inbox_and_outbox.sql",
                "META-INF/dev/waybill/outbox/outbox.json",
                "META-INF/spring.factories")) {
            assertThat(entries.contains(needed)).as(needed).isTrue();
        }
        assertThat(entries.stream().filter(entry -> entry.startsWith("BOOT-INF/lib/camel-yaml-dsl-4")))
                .hasSize(1);
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static Path unpack(Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(TAR);
                var tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                assertThat(target.startsWith(folder)).as(entry.getName()).isTrue();
                if (!entry.isDirectory()) {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                }
            }
        }
        return folder;
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
