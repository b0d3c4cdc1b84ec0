package dev.waybill.sandbox;

import dev.waybill.Waybill;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
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

    private Sandbox(SandboxSettings settings) {
        this.settings = settings;
        this.world = World.open(settings);
    }

    public static void main(String[] args) {
        start(args);
    }

    static ConfigurableApplicationContext start(String... args) {
        Sandbox sandbox = new Sandbox(settings(args));
        SpringApplication hub = new SpringApplication(Waybill.class);
        hub.setDefaultProperties(QUIET);
        hub.addInitializers(context -> sandbox.surround((GenericApplicationContext) context));
        hub.addListeners((ApplicationListener<ApplicationFailedEvent>) failed -> sandbox.world.close());
        return hub.run(args);
    }

    private static SandboxSettings settings(String[] args) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("sandbox", SandboxSettings.class);
    }

    /** Before the hub's beans are made: its settings point at the world, and the world is there to be looked at. */
    private void surround(GenericApplicationContext hub) {
        hub.getEnvironment().getPropertySources().addFirst(new MapPropertySource("sandbox", world.settings()));
        hub.getBeanFactory().registerSingleton("onlyTheHub", new OnlyTheHub());
        Chronicle chronicle = Chronicle.of(world);
        Simulator simulator = simulator(hub.getEnvironment());
        SandboxPage page = new SandboxPage(world, chronicle, simulator);
        hub.registerBean("sandboxWorld", World.class, () -> world);
        hub.registerBean("sandboxSimulator", Simulator.class, () -> simulator);
        hub.registerBean("sandboxPage", RouterFunction.class, page::routes);
        hub.addApplicationListener((ApplicationListener<ApplicationReadyEvent>) ready -> {
            announce(hub.getEnvironment());
            simulator.start(settings.rate());
        });
        hub.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> simulator.close());
    }

    private Simulator simulator(Environment hub) {
        Clock clock = Clock.systemUTC();
        long seed = settings.seed() == null ? clock.millis() : settings.seed();
        return new Simulator(new Traffic(seed, clock.instant()), webhook(hub), World.SECRET);
    }

    private static URI webhook(Environment hub) {
        return URI.create(
                "http://127.0.0.1:%s/webhooks/covver".formatted(hub.getProperty("waybill.listener.port", "8080")));
    }

    private void announce(Environment hub) {
        LOG.info(
                """


                The sandbox is running. Everything is local, and nothing else is touched.

                  watch     http://127.0.0.1:{}/sandbox   ERP orders, mails, files; break and mend the ERP
                  send      {}   signed with the secret {}
                  files     {}
                  kept in   {}

                  Covver is simulated: {} webhooks a second, some of them duplicates, late or forged.
                  Below, a line for all that reaches the ERP, a mailbox or the SFTP folder. Ctrl-C stops it.
                """,
                hub.getProperty("local.server.port"),
                webhook(hub),
                World.SECRET,
                world.sftp().root(),
                world.directory().resolve("data"),
                settings.rate());
    }
}
