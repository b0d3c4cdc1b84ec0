package dev.waybill.bench;

import dev.waybill.kit.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts the contestants of a run, each with a database of its own. The hub starts by its own script, with the options that
 * it ships; the others on the JVM run as they come, without a flag.
 */
final class Contestants {

    static final String NOOP = "noop";
    static final String STOCK = "stock";
    static final String STOCK_SERVLET = "stock-servlet";
    static final String AFTERNOON = "afternoon";
    static final String WAYBILL = "waybill";
    static final String ROUTING = "waybill+routing";

    private static final Path SERVLET_CLASSPATH = Path.of("target/bench/servlet.classpath");
    private static final String WEBHOOKS = "SELECT count(*) FROM webhook";
    private static final String EVENTS = "SELECT count(*) FROM inbox_event";
    private static final String INTAKE = "file:routes/covver-intake.camel.yaml";

    private final ShippedHub hub;
    private final Server server;
    private final Path folder;
    private int databases;

    Contestants(ShippedHub hub, Server server, Path folder) {
        this.hub = hub;
        this.server = server;
        this.folder = folder;
    }

    /** All of them, ready, in the order in which they are asked; started one after the other. */
    List<Contestant> all() throws IOException, InterruptedException {
        List<Contestant> all = new ArrayList<>(List.of(
                ready(noop()), ready(stock()), ready(afternoon(null)), ready(intake(database())), ready(routing())));
        Contestant onServlets = stockOnServlets();
        if (onServlets == null) {
            Progress.say("%s is left out: its artifacts could not be had", STOCK_SERVLET);
        } else {
            all.add(ready(onServlets));
        }
        return all;
    }

    private static Contestant ready(Contestant contestant) throws IOException, InterruptedException {
        Progress.say(
                "%s is ready after %.1f s",
                contestant.name(), contestant.awaitReady().toMillis() / 1000.0);
        return contestant;
    }

    Contestant noop() throws IOException {
        int port = FreePort.next();
        return start(NOOP, port, null, null, onVertx(port));
    }

    Contestant stock() throws IOException {
        int port = FreePort.next();
        Database database = database();
        database.execute(StockRoute.TABLE);
        return start(STOCK, port, database, WEBHOOKS, onVertx(port, database.jdbcUrl()));
    }

    /** Null where the classpath with Camel's servlet starter could not be had. */
    @Nullable
    Contestant stockOnServlets() throws IOException {
        if (!Files.exists(SERVLET_CLASSPATH)) {
            return null;
        }
        int port = FreePort.next();
        Database database = database();
        database.execute(StockRoute.TABLE);
        String ours = Path.of("target/test-classes") + File.pathSeparator + Path.of("target/classes");
        String theirs = Arrays.stream(Files.readString(SERVLET_CLASSPATH).split(File.pathSeparator))
                .filter(jar -> !jar.contains("camel-platform-http-vertx"))
                .reduce(ours, (all, jar) -> all + File.pathSeparator + jar);
        var command = java("-cp", theirs, OnServlets.class.getName(), String.valueOf(port), database.jdbcUrl());
        command.environment().put("SPRING_CONFIG_NAME", "none-of-the-hub");
        return start(STOCK_SERVLET, port, database, WEBHOOKS, command);
    }

    /** @param erp where its outbox posts to; null for an intake alone */
    Contestant afternoon(@Nullable String erp) throws IOException {
        int port = FreePort.next();
        Database database = database();
        database.execute("""
            CREATE TABLE webhook (id bigserial PRIMARY KEY, idempotency_key text NOT NULL UNIQUE, body bytea NOT NULL,
              received_at timestamptz NOT NULL DEFAULT now(), sent_at timestamptz)
            """);
        ProcessBuilder node = new ProcessBuilder("node", "bench/afternoon/server.js");
        Map<String, String> environment = node.environment();
        environment.put("PORT", String.valueOf(port));
        environment.put("SECRET", SignedBodies.SECRET);
        environment.put("DATABASE_URL", database.url());
        if (erp != null) {
            database.execute("CREATE INDEX webhook_due ON webhook (id) WHERE sent_at IS NULL");
            environment.put("ERP_URL", erp);
        }
        return start(AFTERNOON, port, database, WEBHOOKS, node);
    }

    /** The shipped hub with its intake route alone: that for the events doesn't run. */
    Contestant intake(Database database) throws IOException {
        return hub(
                WAYBILL,
                database,
                Map.of(
                        "CAMEL_MAIN_ROUTES_INCLUDE_PATTERN",
                        INTAKE + ",file:" + Path.of("bench/asleep").toAbsolutePath() + "/*.camel.yaml"));
    }

    /** The hub exactly as shipped: every event is routed, no destination is configured, so all of them wait. */
    Contestant routing() throws IOException {
        return hub(ROUTING, database(), Map.of());
    }

    /** The shipped hub with its own intake and the benchmark's routes to a far end on this machine. */
    Contestant endToEnd(Database database, int farEnd, int concurrency) throws IOException {
        return hub(
                WAYBILL,
                database,
                Map.of(
                        "CAMEL_MAIN_ROUTES_INCLUDE_PATTERN",
                        INTAKE + ",file:" + Path.of("bench/routes").toAbsolutePath() + "/*.camel.yaml",
                        "BENCH_FAR_END",
                        "http://127.0.0.1:" + farEnd,
                        "BENCH_CONCURRENCY",
                        String.valueOf(concurrency)));
    }

    Contestant hub(String name, Database database, Map<String, String> settings) throws IOException {
        int port = FreePort.next();
        ProcessBuilder command = hub.command();
        Map<String, String> environment = command.environment();
        environment.putAll(new HashMap<>(Map.of(
                "COVVER_CLIENT_SECRET",
                SignedBodies.SECRET,
                "WAYBILL_LISTENER_HOST",
                "127.0.0.1",
                "WAYBILL_LISTENER_PORT",
                String.valueOf(port),
                "MANAGEMENT_PORT",
                String.valueOf(FreePort.next()),
                "WAYBILL_DATABASE",
                "external",
                "SPRING_DATASOURCE_URL",
                database.jdbcUrl(),
                "SPRING_DATASOURCE_USERNAME",
                "postgres")));
        for (String share : List.of("CONNECTIONS_PER_ADDRESS", "IN_FLIGHT_PER_ADDRESS")) {
            environment.put("WAYBILL_LISTENER_" + share, "1024"); // all senders of the benchmark have one address
        }
        environment.putAll(settings);
        return start(name, port, database, EVENTS, command);
    }

    Database database() {
        return server.create("contestant_" + ++databases);
    }

    private Contestant start(
            String name, int port, @Nullable Database database, @Nullable String rows, ProcessBuilder command)
            throws IOException {
        Path log = Files.createTempFile(folder, name, ".log");
        long started = System.nanoTime();
        Process process = Children.start(command.redirectErrorStream(true).redirectOutput(log.toFile()));
        return new Contestant(name, process, started, log, port, database, rows);
    }

    private static ProcessBuilder onVertx(int port, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("-cp", System.getProperty("java.class.path"), OnVertx.class.getName(), String.valueOf(port)));
        arguments.addAll(List.of(more));
        return java(arguments.toArray(String[]::new));
    }

    private static ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
