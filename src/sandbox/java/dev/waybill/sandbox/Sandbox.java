package dev.waybill.sandbox;

import dev.waybill.SpareCarriers;
import dev.waybill.Waybill;
import dev.waybill.connections.NamedConnections;
import dev.waybill.kit.OnlyThisMachine;
import dev.waybill.kit.TestAccess;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.spi.EndpointStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.web.servlet.function.RouterFunction;

/**
 * The hub and its whole world on one machine: {@code mvn spring-boot:test-run}. The servers first, then the hub with
 * their addresses, then the simulated Covver; a stop goes the other way.
 */
public final class Sandbox {

    private static final Logger LOG = LoggerFactory.getLogger("sandbox");

    /** The servers' own chatter, and what the chronicle tells already. */
    private static final Map<String, Object> QUIET = Map.of(
            "logging.level.org.apache.sshd", "error",
            "logging.level.com.icegreen", "error",
            "logging.level.dev.waybill.attempt", "warn");

    private final SandboxSettings settings;
    private final World world;
    private final Environment hub;

    private Sandbox(SandboxSettings settings, World world, Environment hub) {
        this.settings = settings;
        this.world = world;
        this.hub = hub;
    }

    public static void main(String[] args) {
        SpareCarriers.provide();
        start(args);
    }

    static ConfigurableApplicationContext start(String... args) {
        SandboxSettings settings = settings(args);
        SpringApplication hub = new SpringApplication(Waybill.class);
        hub.setMainApplicationClass(Sandbox.class);
        Map<String, Object> lowest = new HashMap<>(QUIET);
        lowest.putAll(OtherSenders.presets(settings.others()));
        hub.setDefaultProperties(lowest);
        hub.addInitializers(context -> {
            OnlyThisMachine.begin();
            World world = World.open(settings, NamedConnections.in(context.getEnvironment()));
            new Sandbox(settings, world, context.getEnvironment()).surround((GenericApplicationContext) context);
        });
        return hub.run(args);
    }

    private static SandboxSettings settings(String[] args) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("sandbox", SandboxSettings.class);
    }

    /** Before the hub's beans are made: its settings point at the world, and the world is there to be looked at. */
    private void surround(GenericApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("sandbox", world.settings()));
        context.getBeanFactory().registerSingleton("onlyTheHub", new OnlyTheHub());
        Chronicle chronicle = Chronicle.of(world);
        Simulator simulator = simulator();
        OtherSenders others = otherSenders(context);
        SandboxPage page = new SandboxPage(world, chronicle, simulator, others);
        context.registerBean("sandboxWorld", World.class, () -> world);
        context.registerBean("sandboxSimulator", Simulator.class, () -> simulator);
        context.registerBean("sandboxPage", RouterFunction.class, page::routes);
        context.registerBean("sandboxEndpoints", EndpointStrategy.class, () -> new StandInEndpoints(world));
        context.registerBean("sandboxDoor", SandboxDoor.class, SandboxDoor::new);
        context.addApplicationListener((ApplicationListener<ApplicationReadyEvent>) ready -> {
            announce(others);
            simulator.start(settings.covverRate());
            others.start(settings.rate());
        });
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> {
            simulator.close();
            others.close();
            OnlyThisMachine.end();
        });
        context.addApplicationListener((ApplicationListener<ApplicationFailedEvent>) failed -> {
            world.close();
            OnlyThisMachine.end();
        });
    }

    private Simulator simulator() {
        Clock clock = Clock.systemUTC();
        long seed = settings.seed() == null ? clock.millis() : settings.seed();
        return new Simulator(new Traffic(seed, clock.instant()), webhook(), World.SECRET);
    }

    private OtherSenders otherSenders(GenericApplicationContext context) {
        OtherSenders others = new OtherSenders(Clock.systemUTC());
        Map<String, Object> told = new HashMap<>();
        settings.others().forEach(source -> told.putAll(others.add(source, hub, port())));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("other senders", told));
        return others;
    }

    private String port() {
        return hub.getProperty("waybill.listener.port", "8080");
    }

    private URI webhook() {
        return URI.create("http://127.0.0.1:%s/webhooks/covver".formatted(port()));
    }

    private void announce(OtherSenders others) {
        LOG.info(
                """


                The sandbox is running. Everything is local, and nothing else is touched.

                  console http://127.0.0.1:{}/console, as "{}" (operator) or "{}" (viewer) with the password "{}"
                  watch   http://127.0.0.1:{}/sandbox
                  send    {}, signed with the secret {}
                  files   {}

                  {}
                  Below, a line for all that reaches a stand-in. Ctrl-C stops it;
                  the next start goes on with what is kept in {}.
                """,
                hub.getProperty("local.server.port"),
                TestAccess.OPERATOR,
                TestAccess.VIEWER,
                TestAccess.PASSWORD,
                hub.getProperty("local.server.port"),
                webhook(),
                World.SECRET
                        + others.addresses().stream()
                                .map("\n          "::concat)
                                .collect(Collectors.joining()),
                world.sftp().root(),
                covver(),
                world.directory());
    }

    private String covver() {
        return settings.covverRate() == 0
                ? "Covver is silent: send your own."
                : "Covver is simulated: %s webhooks a second, some of them duplicates, late or forged."
                        .formatted(BigDecimal.valueOf(settings.rate())
                                .stripTrailingZeros()
                                .toPlainString());
    }
}
