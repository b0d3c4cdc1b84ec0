package dev.waybill.webhook;

import dev.waybill.inbox.Intake;
import dev.waybill.inbox.Readmission;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Puts the public door together: Camel's platform-http on a Vert.x server of our own, behind a gate. */
@Configuration(proxyBeanMethods = false)
@Import(SecretConfiguration.class)
@EnableConfigurationProperties({ListenerSettings.class, SourceSettings.class})
class ListenerConfiguration {

    private static final String ROUTER = "webhookRouter";

    @Bean
    Sources sources(SourceSettings settings, Environment environment, FollowFiles files) {
        return Sources.of(settings, new ReadSecret(environment::getProperty), files::follow);
    }

    @Bean
    Tally tally(MeterRegistry registry, Sources sources) {
        return new Tally(registry, sources);
    }

    @Bean
    TurnedAway doorTurnedAway(MeterRegistry registry) {
        return new TurnedAway(registry, System::nanoTime);
    }

    @Bean
    Proxies doorProxies(ListenerSettings settings) {
        return Proxies.of(settings.trustedProxies());
    }

    @Bean
    OutOfMemory doorOutOfMemory() {
        return new OutOfMemory(status -> Runtime.getRuntime().halt(status));
    }

    @Bean
    DoorCertificate doorCertificate(ListenerSettings settings, MeterRegistry registry, Clock clock) {
        DoorCertificate certificate = new DoorCertificate(settings.certificate(), settings.key());
        if (settings.tls()) {
            Gauge.builder("waybill.listener.certificate.expiry", certificate, shown -> secondsLeft(shown, clock))
                    .description("Until the certificate of the public door ends; negative afterwards")
                    .baseUnit("seconds")
                    .register(registry);
        }
        return certificate;
    }

    @Bean
    Admission admission(ListenerSettings settings, TurnedAway turnedAway, MeterRegistry registry) {
        Admission admission =
                new Admission(settings.room(), settings.roomPerAddress(), settings.roomInReserve(), turnedAway);
        Gauge.builder("waybill.listener.requests", admission, Admission::requests)
                .description("Webhooks inside the door now")
                .register(registry);
        Gauge.builder("waybill.listener.bytes", admission, Admission::bytes)
                .description("Body bytes inside the door now")
                .baseUnit("bytes")
                .register(registry);
        return admission;
    }

    @Bean
    Connections connections(ListenerSettings settings, Proxies proxies, TurnedAway turnedAway, MeterRegistry registry) {
        Connections connections = new Connections(
                settings.maxConnections(),
                settings.connectionsPerAddress(),
                settings.headerTimeout(),
                proxies,
                turnedAway,
                System::nanoTime);
        Gauge.builder("waybill.listener.connections", connections, Connections::open)
                .description("Connections open at the door now")
                .register(registry);
        return connections;
    }

    @Bean
    Refusal refusal(ListenerSettings settings, Connections connections, Admission admission, Tally tally) {
        return new Refusal(settings, connections, admission, tally);
    }

    @Bean(destroyMethod = "close")
    Vertx vertx(
            ListenerSettings settings,
            Connections connections,
            Proxies proxies,
            TurnedAway turnedAway,
            OutOfMemory outOfMemory) {
        VertxOptions options = new VertxOptions()
                .setWorkerPoolSize(settings.workers())
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
        return VertxInternals.vertx(
                options, new Entrance(connections, proxies, settings.proxyProtocol(), turnedAway, outOfMemory));
    }

    @Bean(ROUTER)
    VertxPlatformHttpRouter webhookRouter(
            Vertx vertx,
            Sources sources,
            ListenerSettings settings,
            Connections connections,
            Admission admission,
            WebhookEngine engine,
            ApplicationAvailability availability,
            Intake intake,
            Refusal refusal,
            Proxies proxies) {
        BooleanSupplier ready =
                () -> engine.open() && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        Router router = Router.router(vertx);
        Failures failures = new Failures(sources, refusal);
        router.route()
                .handler(new Gate(
                        sources,
                        settings,
                        connections,
                        admission,
                        ready,
                        intake::closed,
                        refusal,
                        proxies,
                        System::nanoTime))
                .failureHandler(ctx -> failures.answer(ctx, ctx.statusCode()));
        Problem.statuses().forEach(status -> router.errorHandler(status, ctx -> failures.answer(ctx, status)));
        return new VertxPlatformHttpRouter(null, vertx, router, ROUTER) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return RoutingContext::next; // the gate has read the body
            }
        };
    }

    @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
    WebhookEngine webhookEngine(Processor answerProblem) {
        return new WebhookEngine(ROUTER, answerProblem);
    }

    @Bean
    PublicListener publicListener(
            Vertx vertx,
            VertxPlatformHttpRouter router,
            ListenerSettings settings,
            Connections connections,
            Admission admission,
            Refusal refusal,
            TurnedAway turnedAway,
            OutOfMemory outOfMemory,
            DoorCertificate certificate) {
        return new PublicListener(
                vertx,
                router,
                settings,
                connections,
                admission,
                new InvalidRequests(refusal),
                () -> new Unanswered(
                        turnedAway, outOfMemory, connection -> connections.kept(connection, settings.idleTimeout())),
                certificate);
    }

    private static double secondsLeft(DoorCertificate certificate, Clock clock) {
        Instant expires = certificate.expires();
        return expires == null
                ? Double.NaN
                : Duration.between(clock.instant(), expires).toSeconds();
    }

    @Bean
    Readmission readmission(Sources sources, WebhookEngine engine) {
        return new ReadmitWebhook(sources, engine);
    }

    @Bean
    Processor answerProblem(ListenerSettings settings, Tally tally) {
        return new AnswerProblem(settings.retryAfter(), tally);
    }
}
