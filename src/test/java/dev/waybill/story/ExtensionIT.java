package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.ShippedArchive;
import dev.waybill.kit.HubProcess;
import dev.waybill.kit.Slow;
import dev.waybill.sandbox.ErpStub;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A component of Camel's that an engineer puts into {@code ext/} of the shipped archive delivers orders. */
@Slow
class ExtensionIT {

    @TempDir
    static Path folder;

    private static final String COMPONENT = """
        package coop;

        import java.nio.file.*;
        import java.util.Map;
        import org.apache.camel.*;
        import org.apache.camel.support.*;

        public class PigeonComponent extends DefaultComponent {
            @Override
            protected Endpoint createEndpoint(String uri, String to, Map<String, Object> parameters) {
                return new DefaultEndpoint(uri, this) {
                    @Override
                    public Producer createProducer() {
                        return new DefaultProducer(this) {
                            @Override
                            public void process(Exchange exchange) throws Exception {
                                Files.writeString(
                                        Path.of(to + ".letters"),
                                        exchange.getMessage().getBody(String.class) + "\\n",
                                        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                            }
                        };
                    }

                    @Override
                    public Consumer createConsumer(Processor processor) {
                        throw new UnsupportedOperationException();
                    }
                };
            }
        }
        """;

    private static final String EVENTS = """
        - route:
            id: covver-events
            description: Each event goes to the pigeons.
            from:
              uri: inbox:covver
              steps:
                - to:
                    uri: outbox:pigeons
        """;

    private static final String PIGEONS = """
        - route:
            id: pigeons
            description: Hands each event to a pigeon.
            from:
              uri: outbox:pigeons
              steps:
                - to:
                    uri: pigeon:coop
        """;

    private static Path hub;

    private final SharedDatabase database = new SharedDatabase();

    @BeforeAll
    static void unpack() throws IOException {
        hub = ShippedArchive.unpack(folder);
        Files.writeString(hub.resolve("routes/covver-events.camel.yaml"), EVENTS);
        Files.writeString(hub.resolve("routes/pigeons.camel.yaml"), PIGEONS);
    }

    @Test
    void a_jar_in_ext_delivers_and_without_it_the_check_says_what_is_missing() throws Exception {
        assertThat(check()).contains("names the component pigeon, which the hub does not have");

        jar(Files.createDirectories(hub.resolve("ext")).resolve("pigeon.jar"));

        assertThat(check()).contains("0 errors");
        try (ErpStub erp = ErpStub.start();
                HubProcess started = start(erp)) {
            Orders.send(started, Orders.of("order", 2));

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> database.count("SELECT count(*) FROM outbox_delivery WHERE state = 'DELIVERED'") == 2);
            try (Stream<String> letters = Files.lines(hub.resolve("coop.letters"))) {
                assertThat(letters.map(letter -> letter.split("\"")[3]))
                        .containsExactly("OrderPlaced", "OrderConfirmed");
            }
            assertThat(started.terminate()).isIn(0, 143);
            assertThat(started.log()).doesNotContain("WARNING: ");
        }
    }

    private HubProcess start(ErpStub erp) {
        return HubProcess.launch(new ProcessBuilder(hub.resolve("bin/waybill").toString()), settings(erp))
                .awaitReady();
    }

    private Map<String, String> settings(ErpStub erp) {
        Map<String, String> settings = new HashMap<>(database.settings(erp));
        settings.put("JAVA_HOME", System.getProperty("java.home"));
        settings.put("JAVA_OPTS", "-Xmx256m");
        return settings;
    }

    private static String check() throws Exception {
        ProcessBuilder command =
                new ProcessBuilder(hub.resolve("bin/waybill").toString(), "check").directory(hub.toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Path output = Files.createTempFile(folder, "check", ".log");
        Process process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output);
    }

    /** Compiles the component, as its engineer does, and packs it. */
    private static void jar(Path jar) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source/coop")).resolve("PigeonComponent.java");
        Files.writeString(source, COMPONENT);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                OutputStream.nullOutputStream(),
                                System.err,
                                "--release",
                                "21",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                source.toString()))
                .isZero();
        Path service = Files.createDirectories(classes.resolve("META-INF/services/org/apache/camel/component"))
                .resolve("pigeon");
        Files.writeString(service, "class=coop.PigeonComponent\n");
        try (JarOutputStream packed = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
    }
}
