package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.ShippedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive that {@code mvn package} makes for an operator. */
class PackagedIT {

    private static final Pattern OF_TESTS = Pattern.compile(
            "lib/(greenmail|sshd|bcprov|junit|assertj|mockito|archunit|"
                + "awaitility|palantir|json-schema|camel-test|camel-mock|camel-stub|camel-dataset-|spring-boot-test|spring-test).*");

    /** An operator's mirror and a container registry are not made for more. */
    private static final long MOST_BYTES = 75_000_000;

    private static final Map<Path, List<String>> PROGRAMS = Map.of(
            ShippedArchive.X86_64, List.of("postgres-linux-x86_64.txz"),
            ShippedArchive.ARM64, List.of("postgres-linux-arm_64.txz"),
            ShippedArchive.SLIM, List.of());

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
        for (String file : List.of("application.yaml", "CHANGELOG.md")) {
            assertThat(hub.resolve(file)).hasSameTextualContentAs(Path.of(file));
        }
        assertThat(filesUnder(hub.resolve("routes"))).isNotEmpty().isEqualTo(filesUnder(Path.of("routes")));
        try (var top = Files.list(hub)) {
            assertThat(top.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "waybill.jar",
                            "lib",
                            "bin",
                            "docs",
                            "routes",
                            "application.yaml",
                            "README.md",
                            "CHANGELOG.md",
                            "sbom.cdx.json");
        }
    }

    @Test
    void the_readme_and_the_docs_link_to_nothing_that_the_archive_lacks() throws IOException {
        assertThat(LinksTest.broken(hub)).isEmpty();
        assertThat(Files.readString(hub.resolve("README.md"))).contains("mvn").doesNotContain("](src/", "images/");
    }

    @Test
    void the_client_of_kafka_is_in_an_archive_of_its_own(@TempDir Path unpacked) throws IOException {
        hasNothingBut(
                ShippedArchive.EXT_KAFKA,
                unpacked,
                "ext-kafka",
                "camel-kafka|kafka-clients|zstd-jni|lz4-java|snappy-java");
    }

    @Test
    void the_client_for_amqp_is_in_an_archive_of_its_own(@TempDir Path unpacked) throws IOException {
        hasNothingBut(
                ShippedArchive.EXT_AMQP,
                unpacked,
                "ext-amqp",
                "camel-amqp|camel-jms|jakarta.jms-api|proton-j|qpid-jms-client|spring-jms|spring-messaging");
    }

    private void hasNothingBut(Path archive, Path unpacked, String sources, String libraries) throws IOException {
        ShippedArchive.unpack(archive, unpacked);
        List<String> files = filesUnder(unpacked);
        assertThat(files.stream().filter(file -> file.startsWith("routes/")))
                .containsExactlyElementsOf(filesUnder(Path.of("src/assembly", sources)));
        assertThat(files.stream().filter(file -> !file.startsWith("routes/")))
                .isNotEmpty()
                .allMatch(file -> file.matches("ext/(%s)-[0-9.-]+jar".formatted(libraries)));
        assertThat(filesUnder(hub.resolve("lib"))).noneMatch(library -> files.contains("ext/" + library));
    }

    static Stream<Path> archives() {
        return Stream.of(ShippedArchive.X86_64, ShippedArchive.ARM64, ShippedArchive.SLIM);
    }

    @ParameterizedTest
    @MethodSource("archives")
    void each_archive_holds_the_same_hub_and_the_postgres_of_no_other_platform(Path archive, @TempDir Path parent)
            throws IOException {
        Path unpacked = ShippedArchive.unpack(archive, parent);
        assertThat(Files.size(archive)).isLessThan(MOST_BYTES);

        List<String> files = filesUnder(unpacked);
        assertThat(without(ShippedArchive.POSTGRES, files))
                .isEqualTo(without(ShippedArchive.POSTGRES, filesUnder(hub)));
        assertThat(programs(unpacked)).isEqualTo(PROGRAMS.get(archive));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void nothing_in_it_tells_when_it_was_built_or_by_whom(Path archive) throws IOException {
        List<String> tellTales = new ArrayList<>();
        try (var tar = new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(archive)))) {
            Instant built = null;
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Instant time = entry.getLastModifiedTime().toInstant();
                built = built == null ? time : built;
                if (!time.equals(built) || entry.getLongUserId() != 0 || entry.getLongGroupId() != 0) {
                    tellTales.add(entry.getName());
                }
            }
        }
        assertThat(tellTales).isEmpty();
    }

    @Test
    void its_bill_of_materials_names_each_library() throws IOException {
        JsonNode components = new ObjectMapper()
                .readTree(hub.resolve("sbom.cdx.json").toFile())
                .get("components");
        Set<String> named = new HashSet<>();
        components.forEach(component -> named.add("lib/%s-%s.jar"
                .formatted(
                        component.get("name").asText(), component.get("version").asText())));
        assertThat(named)
                .containsAll(filesUnder(hub.resolve("lib")).stream()
                        .map("lib/"::concat)
                        .filter(library -> !library.equals(ShippedArchive.POSTGRES))
                        .toList());
    }

    @Test
    void the_libraries_are_those_that_the_jar_names_and_none_is_for_tests() throws IOException {
        try (JarFile jar = new JarFile(hub.resolve("waybill.jar").toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("dev.waybill.cli.Main");
            assertThat(manifest.getValue(Attributes.Name.CLASS_PATH).split(" "))
                    .containsExactlyInAnyOrderElementsOf(filesUnder(hub.resolve("lib")).stream()
                            .map("lib/"::concat)
                            .toList())
                    .noneMatch(library -> OF_TESTS.matcher(library).matches())
                    .anyMatch(library -> library.startsWith("lib/camel-yaml-dsl-4"))
                    .contains(ShippedArchive.POSTGRES);
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

    /** The archives of PostgreSQL's programs in it, each for one platform. */
    private static List<String> programs(Path unpacked) throws IOException {
        Path jar = unpacked.resolve(ShippedArchive.POSTGRES);
        if (!Files.exists(jar)) {
            return List.of();
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".txz"))
                    .toList();
        }
    }

    private static List<String> without(String one, List<String> files) {
        return files.stream().filter(file -> !file.equals(one)).toList();
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
