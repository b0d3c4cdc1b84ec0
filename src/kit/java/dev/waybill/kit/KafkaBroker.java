package dev.waybill.kit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A broker of Kafka as a process of its own, which a test can kill: one node, on loopback, with one port in clear text,
 * and one that asks for a name and a password. Its jars are resolved by the build, and are on no other class path.
 */
public final class KafkaBroker implements AutoCloseable {

    public static final String USER = "hub";

    /** All that is acknowledged is in two brokers at least, and one that is gone is missed a little sooner than by default. */
    private static final Map<String, String> REPLICATED = Map.of(
            "offsets.topic.replication.factor", "3",
            "default.replication.factor", "3",
            "min.insync.replicas", "2",
            "broker.session.timeout.ms", "6000",
            "broker.heartbeat.interval.ms", "1000");

    private final Path home;
    private final int port;
    private final int portWithLogin;
    private final int portWithTls;
    private Process process;

    private KafkaBroker(Path home) {
        this(home, FreePort.next(), FreePort.next(), FreePort.next());
    }

    private KafkaBroker(Path home, int port, int portWithLogin, int portWithTls) {
        this.home = home;
        this.port = port;
        this.portWithLogin = portWithLogin;
        this.portWithTls = portWithTls;
    }

    /**
     * Starts a broker without a topic, and waits until it answers.
     *
     * @param keys the PKCS #12 file with its certificate, under {@code changeit}; null: its port with TLS is useless
     */
    public static KafkaBroker start(Path home, String password, Path keys) throws IOException, InterruptedException {
        KafkaBroker broker = new KafkaBroker(home);
        int controller = FreePort.next();
        broker.configure(1, controller, "1@127.0.0.1:" + controller, password, keys, Map.of());
        broker.format("--add-scram", "SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, password));
        broker.again();
        return broker;
    }

    /**
     * Starts brokers that replicate each other's records, and waits until all answer. None has a login.
     *
     * @param ports gives ports that stay theirs while they are down
     */
    public static List<KafkaBroker> cluster(Path home, int number, IntSupplier ports)
            throws IOException, InterruptedException {
        List<KafkaBroker> all = new ArrayList<>();
        List<Integer> controllers = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            Path own = Files.createDirectories(home.resolve("broker" + i));
            all.add(new KafkaBroker(own, ports.getAsInt(), ports.getAsInt(), ports.getAsInt()));
            controllers.add(ports.getAsInt());
        }
        String voters = IntStream.range(0, number)
                .mapToObj(i -> "%d@127.0.0.1:%d".formatted(i + 1, controllers.get(i)))
                .collect(Collectors.joining(","));
        for (int i = 0; i < number; i++) {
            all.get(i).configure(i + 1, controllers.get(i), voters, "none", null, REPLICATED);
            all.get(i).format();
        }
        for (KafkaBroker broker : all) {
            broker.begin();
        }
        for (KafkaBroker broker : all) {
            broker.awaitAnswer();
        }
        return all;
    }

    private void format(String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                "MkU3OEVBNTcwNTJENDM2Qg",
                "--config",
                file().toString()));
        command.addAll(List.of(more));
        run(command.toArray(String[]::new));
        if (process.waitFor() != 0) {
            throw new IOException("the broker's folder was not made: " + Files.readString(log()));
        }
    }

    /** @param more settings that win over the others */
    private void configure(
            int node, int controller, String voters, String password, Path keys, Map<String, String> more)
            throws IOException {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(node));
        settings.put("controller.quorum.voters", voters);
        settings.put("controller.listener.names", "CONTROLLER");
        String tls = keys == null ? "" : ",SSL://127.0.0.1:" + portWithTls;
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,SASL_PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d%s"
                        .formatted(port, portWithLogin, controller, tls));
        settings.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL");
        if (keys != null) {
            settings.put("ssl.keystore.type", "PKCS12");
            settings.put("ssl.keystore.location", keys.toString());
            settings.put("ssl.keystore.password", "changeit");
            settings.put("ssl.key.password", "changeit");
        }
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        settings.put(
                "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                        .formatted(USER, password));
        settings.put(
                "listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("log.dirs", home.resolve("log").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.putAll(more);
        Properties file = new Properties();
        file.putAll(settings);
        try (var out = Files.newOutputStream(file())) {
            file.store(out, null);
        }
    }

    private Path file() {
        return home.resolve("server.properties");
    }

    private Path log() {
        return home.resolve("broker.log");
    }

    private void run(String... main) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Files.readString(Path.of(System.getProperty("basedir", ".")).resolve("target/broker.classpath"))));
        command.addAll(List.of(main));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** Starts it again with all that it kept, and waits until it answers. */
    public void again() throws IOException {
        begin();
        awaitAnswer();
    }

    /** Starts it again and does not wait. */
    public void begin() throws IOException {
        run("kafka.Kafka", file().toString());
    }

    public void awaitAnswer() {
        // other servers of a test may have threads that end with a failure
        Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the broker ended: " + Files.readString(log()));
                    }
                    return answers();
                });
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills it at once, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Returns the address of the port in clear text, for all. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns the address of the port for those who know the password. */
    public String addressWithLogin() {
        return "127.0.0.1:" + portWithLogin;
    }

    /** Returns the address of the port with TLS, for all. */
    public String addressWithTls() {
        return "127.0.0.1:" + portWithTls;
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
