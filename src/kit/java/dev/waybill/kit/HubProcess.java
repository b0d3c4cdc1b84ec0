package dev.waybill.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged hub as a process of its own, which a test can kill. Runs in the project's folder, for its routes. */
public final class HubProcess implements AutoCloseable {

    public static final String SECRET = "story-secret";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final Path log;
    private final int door;
    private final int management;

    private HubProcess(Process process, Path log, int door, int management) {
        this.process = process;
        this.log = log;
        this.door = door;
        this.management = management;
    }

    /** Starts the jar with these settings and waits until it is ready. */
    public static HubProcess start(Map<String, String> settings) {
        return launch(settings).awaitReady();
    }

    /** Starts the jar with these settings and does not wait. */
    public static HubProcess launch(Map<String, String> settings) {
        return launch(jar(), settings, newLog());
    }

    /** Starts it with this command and these settings, and does not wait. */
    public static HubProcess launch(ProcessBuilder command, Map<String, String> settings) {
        return launch(command, settings, newLog());
    }

    /**
     * Starts the jar with these settings and does not wait.
     *
     * @param settings may name the two ports; free ones are taken otherwise
     * @param log what the hub prints is added to its end
     */
    public static HubProcess launch(Map<String, String> settings, Path log) {
        return launch(jar(), settings, log);
    }

    private static HubProcess launch(ProcessBuilder command, Map<String, String> settings, Path log) {
        try {
            int door = port(settings, "WAYBILL_LISTENER_PORT");
            int management = port(settings, "MANAGEMENT_PORT");
            Map<String, String> environment = command.environment();
            environment.putAll(new TreeMap<>(Map.of(
                    "COVVER_CLIENT_SECRET",
                    SECRET,
                    "WAYBILL_LISTENER_HOST",
                    "127.0.0.1",
                    "WAYBILL_LISTENER_PORT",
                    String.valueOf(door),
                    "MANAGEMENT_PORT",
                    String.valueOf(management))));
            environment.putAll(TestAccess.environment());
            environment.putAll(settings);
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new HubProcess(process, log, door, management);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The build names options of Java by which a hub is quick to start; a proof or a siege runs as shipped. */
    private static ProcessBuilder jar() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx256m"));
        String options = System.getProperty("waybill.hub.options", "");
        Stream.of(options.split(" ")).filter(option -> !option.isBlank()).forEach(command::add);
        Path jar = Path.of(System.getProperty("waybill.jar"));
        command.addAll(StartCache.options(List.copyOf(command), jar));
        String more = System.getProperty("waybill.hub.ext", "");
        command.addAll(
                more.isEmpty()
                        ? List.of("-jar", jar.toString())
                        : List.of("-cp", jar + File.pathSeparator + more, "dev.waybill.Waybill"));
        return new ProcessBuilder(command);
    }

    private static Path newLog() {
        try {
            return Files.createTempFile("hub", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Itself, as soon as it takes webhooks. */
    public HubProcess awaitReady() {
        try {
            Awaitility.await("the hub is ready")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(100))
                    .until(this::ready);
            return this;
        } catch (ConditionTimeoutException e) {
            close();
            throw new AssertionError("The hub did not become ready:\n" + log(), e);
        }
    }

    public CovverSender sender() {
        return sender(SECRET);
    }

    /** One that signs with this secret. */
    public CovverSender sender(String secret) {
        return new CovverSender(URI.create("http://127.0.0.1:" + door + "/webhooks/covver"), secret);
    }

    /** The management port's answer to a GET. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(asked(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Gives a command on the management port. */
    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return HTTP.send(
                asked(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** Ends it as SIGTERM does; the exit status. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("The hub did not end within 30 s:\n" + log());
        }
        return process.exitValue();
    }

    public Process process() {
        return process;
    }

    public String log() {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Whether it takes webhooks. @throws AssertionError if it has ended */
    public boolean ready() {
        if (!process.isAlive()) {
            throw new AssertionError("The hub ended instead of starting:\n" + log());
        }
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(management(path)).timeout(PATIENCE).header("Authorization", TestAccess.BEARER);
    }

    private URI management(String path) {
        return URI.create("http://127.0.0.1:" + management + path);
    }

    private static int port(Map<String, String> settings, String name) throws IOException {
        return settings.containsKey(name) ? Integer.parseInt(settings.get(name)) : FreePort.next();
    }
}
