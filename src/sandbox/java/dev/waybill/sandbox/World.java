package dev.waybill.sandbox;

import dev.waybill.connections.Kind;
import dev.waybill.kit.TestAccess;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The servers around the hub, one for each connection, and the settings by which the hub finds them. */
final class World implements AutoCloseable {

    static final String SECRET = "sandbox-secret";
    private static final String TOKEN = "sandbox-token";
    private static final String PASSWORD = "sandbox-password";

    /** The three that the hub always has. */
    static final Map<String, Kind> SHIPPED = Map.of("erp", Kind.HTTP, "email", Kind.SMTP, "sftp", Kind.SFTP);

    private final Path directory;
    private final Map<String, Kind> connections;
    private final SortedMap<String, StandIn> standIns = new ConcurrentSkipListMap<>();
    private volatile Consumer<StandIn> watcher = standIn -> {};

    private World(Path directory, Map<String, Kind> connections) {
        this.directory = directory;
        this.connections = connections;
    }

    static World open(SandboxSettings settings) {
        return open(settings, SHIPPED);
    }

    /** @param connections the kinds of all connections that the hub's settings name, by name */
    static World open(SandboxSettings settings, Map<String, Kind> connections) {
        World world = new World(settings.directory().toAbsolutePath().normalize(), connections);
        try {
            for (String name : List.of("erp", "email", "sftp")) { // a port that is taken is told of the first
                int port =
                        switch (name) {
                            case "erp" -> settings.erpPort();
                            case "email" -> settings.smtpPort();
                            default -> settings.sftpPort();
                        };
                world.open(name, Objects.requireNonNull(SHIPPED.get(name)), port);
            }
            connections.forEach((name, kind) -> {
                if (!world.standIns.containsKey(name)) {
                    world.open(name, kind, 0);
                }
            });
            return world;
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private void open(String name, Kind kind, int port) {
        standIns.put(
                name,
                switch (kind) {
                    case HTTP -> http(name, port, TOKEN);
                    case SMTP -> StandIn.of(name, MailServer.startOn(port));
                    case SFTP -> StandIn.of(name, SftpServer.startOn(port, home(name), PASSWORD), PASSWORD);
                    case KAFKA, AMQP -> StandIn.of(name, new Topics());
                });
    }

    private Path home(String name) {
        return name.equals("sftp") ? directory : directory.resolve(name);
    }

    private static StandIn http(String name, int port, @Nullable String token) {
        ErpStub stub = ErpStub.startOn(port);
        if (token != null) {
            stub.requireToken(token);
        }
        return StandIn.of(
                name,
                stub,
                token == null
                        ? Map.of("url", stub.url().toString())
                        : Map.of("url", stub.url().toString(), "token", token));
    }

    /** The stand-in of a host that a route names itself; it is made for its first request. */
    StandIn ofHost(String host) {
        StandIn there = standIns.get(host);
        if (there != null) {
            return there;
        }
        synchronized (this) {
            return standIns.computeIfAbsent(host, name -> {
                StandIn made = http(name, 0, null);
                watcher.accept(made);
                return made;
            });
        }
    }

    /** Is told of each stand-in, of those too that are made later. */
    void watch(Consumer<StandIn> watcher) {
        this.watcher = watcher;
        standIns.values().forEach(watcher);
    }

    Collection<StandIn> standIns() {
        return standIns.values();
    }

    @Nullable
    StandIn find(String name) {
        return standIns.get(name);
    }

    ErpStub erp() {
        return server("erp", ErpStub.class);
    }

    MailServer mail() {
        return server("email", MailServer.class);
    }

    SftpServer sftp() {
        return server("sftp", SftpServer.class);
    }

    <T> T server(String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(standIns.get(name), name).server());
    }

    Path directory() {
        return directory;
    }

    /**
     * The settings that the hub must be told. They beat everything else that is set on this machine: a sandbox must never write to
     * somebody's real ERP, mailbox or database, and listens on loopback only, for its secret is known to all.
     */
    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(nothingElse());
        connections.forEach((name, kind) -> {
            StandIn standIn = Objects.requireNonNull(standIns.get(name));
            kind.options().forEach(option -> {
                settings.put(
                        "waybill.connections.%s.%s.%s".formatted(name, kind.word(), option),
                        standIn.settings().getOrDefault(option, ""));
                settings.put("waybill.%s.%s".formatted(name, option), ""); // an older name would count first
            });
        });
        settings.put("COVVER_CLIENT_SECRET", SECRET);
        settings.put("WAYBILL_DATABASE", "embedded");
        settings.put("waybill.data-directory", directory.resolve("data").toString());
        settings.put("waybill.listener.host", "127.0.0.1");
        settings.put("MANAGEMENT_ADDRESS", "127.0.0.1");
        settings.put("waybill.plan.enabled", "true");
        settings.put("waybill.publish.enabled", "true");
        settings.put("waybill.routes.watch", "true");
        settings.putAll(TestAccess.settings());
        return settings;
    }

    /** Settings that would mix the real world in; blank is as good as absent. */
    private static Map<String, Object> nothingElse() {
        Map<String, Object> blank = new HashMap<>();
        for (String setting : new String[] {
            "COVVER_CLIENT_SECRET_FILE",
            "COVVER_CLIENT_SECRET_PREVIOUS",
            "COVVER_CLIENT_SECRET_PREVIOUS_FILE",
            "waybill.console.oidc.issuer",
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password"
        }) {
            blank.put(setting, "");
        }
        return blank;
    }

    @Override
    public void close() {
        standIns.values().forEach(StandIn::close);
    }
}
