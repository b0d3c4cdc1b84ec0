package dev.waybill.listener;

import dev.waybill.availability.Intake;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.quarantine.Resubmit;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import dev.waybill.sockets.AcceptConnection;
import dev.waybill.sockets.Connections;
import dev.waybill.sockets.ListenerCertificate;
import dev.waybill.sockets.NamedProxies;
import dev.waybill.sockets.OutOfMemory;
import dev.waybill.sockets.TurnedAwayCounts;
import dev.waybill.sockets.UnansweredRequests;
import dev.waybill.sockets.VertxInternals;
import dev.waybill.sources.BufferSettings;
import dev.waybill.sources.ReadSecret;
import dev.waybill.sources.SchemeSettings;
import dev.waybill.sources.SourceSettings;
import dev.waybill.sources.Sources;
import dev.waybill.webhook.AnswerProblem;
import dev.waybill.webhook.Problem;
import dev.waybill.webhook.WebhookMetrics;
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

/** Builds the public listener: Camel's platform-http on the hub's own Vert.x server, behind a gate. */
@Configuration(proxyBeanMethods = false)
@Import(SecretConfiguration.class)
@EnableConfigurationProperties({ListenerSettings.class, SourceSettings.class, SchemeSettings.class, BufferSettings.class
})
public class ListenerConfiguration {

    static final String ROUTER = "webhookRouter";

    @Bean
    Sources sources(SourceSettings settings, SchemeSettings schemes, Environment environment, FollowFiles files) {
        return Sources.of(settings, schemes, new ReadSecret(environment::getProperty), files::follow);
    }

    @Bean
    WebhookMetrics tally(MeterRegistry registry, Sources sources) {
        return new WebhookMetrics(registry, sources);
    }

    @Bean
    TurnedAwayCounts doorTurnedAway(MeterRegistry registry) {
        return new TurnedAwayCounts(registry, System::nanoTime);
    }

    @Bean
    NamedProxies doorProxies(ListenerSettings settings) {
        return NamedProxies.of(settings.trustedProxies());
    }

    @Bean
    OutOfMemory doorOutOfMemory() {
        return new OutOfMemory(status -> Runtime.getRuntime().halt(status));
    }

    @Bean
    ListenerCertificate doorCertificate(ListenerSettings settings, MeterRegistry registry, Clock clock) {
        ListenerCertificate certificate = new ListenerCertificate(settings.certificate(), settings.key());
        if (settings.tls()) {
            Gauge.builder("waybill.listener.certificate.expiry", certificate, shown -> secondsLeft(shown, clock))
                    .description("Time until the certificate of the public port expires; negative afterwards")
                    .baseUnit("seconds")
                    .register(registry);
        }
        return certificate;
    }

    @Bean
    Admission admission(ListenerSettings settings, TurnedAwayCounts turnedAway, MeterRegistry registry) {
        Admission admission =
                new Admission(settings.room(), settings.roomPerAddress(), settings.roomInReserve(), turnedAway);
        Gauge.builder("waybill.listener.requests", admission, Admission::requests)
                .description("Webhooks in progress at the public port")
                .register(registry);
        Gauge.builder("waybill.listener.bytes", admission, Admission::bytes)
                .description("Body bytes of webhooks in progress")
                .baseUnit("bytes")
                .register(registry);
        return admission;
    }

    @Bean
    Connections connections(
            ListenerSettings settings, NamedProxies proxies, TurnedAwayCounts turnedAway, MeterRegistry registry) {
        Connections connections = new Connections(
                settings.maxConnections(),
                settings.connectionsPerAddress(),
                settings.headerTimeout(),
                proxies,
                turnedAway,
                System::nanoTime);
        Gauge.builder("waybill.listener.connections", connections, Connections::open)
                .description("Open connections of the public port")
                .register(registry);
        return connections;
    }

    @Bean
    RequestRefusal refusal(
            ListenerSettings settings, Connections connections, Admission admission, WebhookMetrics tally) {
        return new RequestRefusal(settings, connections, admission, tally);
    }

    @Bean(destroyMethod = "close")
    Vertx vertx(
            ListenerSettings settings,
            Connections connections,
            NamedProxies proxies,
            TurnedAwayCounts turnedAway,
            OutOfMemory outOfMemory) {
        VertxOptions options = new VertxOptions()
                .setWorkerPoolSize(settings.workers())
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
        return VertxInternals.vertx(
                options, new AcceptConnection(connections, proxies, settings.proxyProtocol(), turnedAway, outOfMemory));
    }

    @Bean
    OpenForSource openForSource(Intake intake, BufferSettings buffers) {
        return new OpenForSource(intake, buffers);
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
            OpenForSource open,
            RequestRefusal refusal,
            NamedProxies proxies) {
        BooleanSupplier ready =
                () -> engine.open() && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        Router router = Router.router(vertx);
        RouterFailures failures = new RouterFailures(sources, refusal);
        router.route()
                .handler(new Gate(
                        sources, settings, connections, admission, ready, open, refusal, proxies, System::nanoTime))
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
    WebhookEngine webhookEngine(Processor answerProblem, Quarantine quarantine) {
        return new WebhookEngine(answerProblem, quarantine);
    }

    @Bean
    PublicListener publicListener(
            Vertx vertx,
            VertxPlatformHttpRouter router,
            ListenerSettings settings,
            Connections connections,
            Admission admission,
            RequestRefusal refusal,
            TurnedAwayCounts turnedAway,
            OutOfMemory outOfMemory,
            ListenerCertificate certificate) {
        return new PublicListener(
                vertx,
                router,
                settings,
                connections,
                admission,
                new InvalidRequests(refusal),
                () -> new UnansweredRequests(
                        turnedAway, outOfMemory, connection -> connections.kept(connection, settings.idleTimeout())),
                certificate);
    }

    private static double secondsLeft(ListenerCertificate certificate, Clock clock) {
        Instant expires = certificate.expires();
        return expires == null
                ? Double.NaN
                : Duration.between(clock.instant(), expires).toSeconds();
    }

    @Bean
    Resubmit readmission(Sources sources, WebhookEngine engine) {
        return new ResubmitWebhook(sources, engine);
    }

    @Bean
    Processor answerProblem(ListenerSettings settings, WebhookMetrics tally) {
        return new AnswerProblem(settings.retryAfter(), tally);
    }
}
