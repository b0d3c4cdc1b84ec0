package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.ShippedArchive;
import dev.waybill.kit.HubProcess;
import dev.waybill.kit.Slow;
import dev.waybill.sandbox.ErpStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/waybill} as it is shipped, on this JVM's Java. */
@Slow
class StartScriptIT {

    private static final int FIRST_WITH_CACHE = 25;
    private static final String OPTIONS = "-Xmx256m -XX:TieredStopAtLevel=1";

    @TempDir
    static Path folder;

    /** A route that takes what it finds, as an integration engineer may have one. */
    private static final String POLLS = """
        - route:
            id: yours
            from:
              uri: file:drop
              parameters:
                delete: true
                initialDelay: 0
              steps:
                - log: "taken ${header.CamelFileName}"
        """;

    private static Path hub;
    private static Ended prepared;

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub erp = ErpStub.start();

    @BeforeAll
    static void unpackAndPrepare() throws Exception {
        hub = ShippedArchive.unpack(folder);
        Files.writeString(Files.createDirectory(hub.resolve("drop")).resolve("order.xml"), "an order of yours");
        Files.writeString(hub.resolve("routes/yours.camel.yaml"), POLLS);
        // settings of the real hub that would stop this start, were they taken over
        prepared = run(
                script("prepare"),
                Map.of("ERP_URL", "half a destination", "WAYBILL_DATABASE", "external", "JAVA_OPTS", OPTIONS));
        Files.delete(hub.resolve("routes/yours.camel.yaml"));
    }

    @AfterEach
    void stop() {
        erp.close();
    }

    @Test
    @EnabledForJreRange(minVersion = FIRST_WITH_CACHE)
    void prepare_leaves_a_cache_and_nothing_else() throws Exception {
        assertThat(prepared.status()).as(prepared.output()).isZero();
        assertThat(prepared.output()).hasLineCount(1).contains("waybill.aot");
        try (var files = Files.list(hub)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("waybill.aot")
                    .noneMatch(name -> name.startsWith("prepare") || name.equals("data"));
        }
    }

    @Test
    @EnabledForJreRange(minVersion = FIRST_WITH_CACHE)
    void prepare_runs_no_route() {
        assertThat(hub.resolve("drop/order.xml")).exists();
    }

    @Test
    @EnabledForJreRange(minVersion = FIRST_WITH_CACHE)
    void the_hub_starts_with_its_cache_from_anywhere_takes_an_order_and_ends_on_sigterm() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("waybill-link"), hub.resolve("bin/waybill"));
        ProcessBuilder elsewhere =
                new ProcessBuilder(link.toString()).directory(Path.of("/").toFile());
        // "on" makes Java refuse to start where it would only pass the cache over
        try (HubProcess started = start(elsewhere, "-XX:AOTMode=on")) {
            Orders.send(started, Orders.of("order", 1));
            assertThat(started.terminate()).isIn(0, 143);
            assertThat(started.log()).contains("The public port is closed").doesNotContain("WARNING: ");
        }
    }

    @Test
    @EnabledForJreRange(minVersion = FIRST_WITH_CACHE)
    void a_cache_of_another_build_and_other_options_is_passed_over() throws Exception {
        Path jar = hub.resolve("waybill.jar");
        FileTime built = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(built.toInstant().minusSeconds(60)));
        try (HubProcess started = start(script(), "-XX:+UseCompactObjectHeaders")) {
            assertThat(started.terminate()).isIn(0, 143);
        } finally {
            Files.setLastModifiedTime(jar, built);
        }
    }

    @Test
    @EnabledForJreRange(minVersion = FIRST_WITH_CACHE)
    void a_file_that_is_no_cache_does_not_keep_the_hub_from_saying_what_it_misses() throws Exception {
        Path cache = hub.resolve("waybill.aot");
        Path aside = Files.move(cache, folder.resolve("aside.aot"));
        try {
            Files.writeString(cache, "half of a copy");
            Ended ended = run(script(), Map.of("WAYBILL_DATABASE", "external"));
            assertThat(ended.status()).isNotZero();
            assertThat(ended.output()).contains("SPRING_DATASOURCE_URL");
        } finally {
            Files.move(aside, cache, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void the_slim_archive_says_that_it_has_no_postgres() throws Exception {
        Path slim = ShippedArchive.unpack(ShippedArchive.SLIM, Files.createTempDirectory(folder, "slim"));
        Map<String, String> settings = Map.of("COVVER_CLIENT_SECRET", "a secret of some length", "JAVA_OPTS", OPTIONS);
        Ended ended = run(new ProcessBuilder(slim.resolve("bin/waybill").toString()), settings);
        assertThat(ended.status()).isNotZero();
        assertThat(ended.output())
                .contains("There is no PostgreSQL for Linux", "set SPRING_DATASOURCE_URL")
                .doesNotContain("\tat ");

        Ended prepared = run(
                new ProcessBuilder(slim.resolve("bin/waybill").toString(), "prepare"), Map.of("JAVA_OPTS", OPTIONS));
        assertThat(prepared.status()).isZero();
        assertThat(prepared.output()).hasLineCount(1).contains("no");
    }

    @Test
    void a_java_that_is_too_old_is_refused_in_one_sentence() throws Exception {
        Ended ended = run(script(), Map.of("JAVA_HOME", javaThatSays("17.0.19")));
        assertThat(ended.status()).isOne();
        assertThat(ended.output()).hasLineCount(1).contains("Java 21 or newer", "Java 17");
    }

    @Test
    void prepare_says_that_an_older_java_has_no_cache_and_does_not_fail() throws Exception {
        Ended ended = run(script("prepare"), Map.of("JAVA_HOME", javaThatSays("21.0.9")));
        assertThat(ended.status()).isZero();
        assertThat(ended.output()).hasLineCount(1).contains("Java 21 makes no start-up cache");
    }

    private HubProcess start(ProcessBuilder command, String javaOptions) {
        Map<String, String> settings = new HashMap<>(database.settings(erp));
        settings.put("JAVA_HOME", System.getProperty("java.home"));
        settings.put("JAVA_OPTS", OPTIONS + " " + javaOptions);
        return HubProcess.launch(command, settings).awaitReady();
    }

    private static ProcessBuilder script(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(hub.resolve("bin/waybill").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static Ended run(ProcessBuilder command, Map<String, String> settings) throws Exception {
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().putAll(settings);
        Path output = Files.createTempFile(folder, "output", ".log");
        Process process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("It did not end:\n" + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    /** A home with a program that answers like this Java and can do nothing else. */
    private static String javaThatSays(String version) throws IOException {
        Path home = Files.createTempDirectory(folder, "java");
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\necho 'openjdk version \"%s\" 2026-01-20' >&2\n".formatted(version));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return home.toString();
    }

    private record Ended(int status, String output) {}
}
