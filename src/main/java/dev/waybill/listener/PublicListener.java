package dev.waybill.listener;

import dev.waybill.settings.BadSetting;
import dev.waybill.sockets.Connections;
import dev.waybill.sockets.ListenerCertificate;
import dev.waybill.sockets.UnansweredRequests;
import dev.waybill.sockets.VertxInternals;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Opens and closes the public port. The port opens before any route runs, so that a port in use stops the start early.
 * The gate answers 503 until the hub is ready. The port is the first part to stop: requests in flight are answered and
 * newcomers get 503, then it closes.
 */
final class PublicListener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PublicListener.class);
    private static final long SWEEP_MILLIS = 1000;
    private static final long LOOK_AT_CERTIFICATE_MILLIS = 5000;

    /**
     * The time limit for opening the port. A quiet machine needs a few milliseconds; one that is busy with the whole
     * start needs seconds.
     */
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(30);

    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Router router;
    private final ListenerSettings settings;
    private final Connections connections;
    private final Admission admission;
    private final InvalidRequests invalid;
    private final Supplier<UnansweredRequests> unanswered;
    private final ListenerCertificate certificate;
    private volatile @Nullable HttpServer server;
    private String door = "";
    private long sweeper;
    private long looker;

    PublicListener(
            Vertx vertx,
            Router router,
            ListenerSettings settings,
            Connections connections,
            Admission admission,
            InvalidRequests invalid,
            Supplier<UnansweredRequests> unanswered,
            ListenerCertificate certificate) {
        this.vertx = vertx;
        this.router = router;
        this.settings = settings;
        this.connections = connections;
        this.admission = admission;
        this.invalid = invalid;
        this.unanswered = unanswered;
        this.certificate = certificate;
    }

    /**
     * Opens the port.
     *
     * @throws BadSetting if it can't listen as the settings say
     */
    @Override
    public void start() {
        start(OPENS_WITHIN);
    }

    void start(Duration within) {
        Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
        HttpServerOptions options = options();
        try {
            door = done(
                    vertx.deployVerticle(
                            () -> new OnOneLoop(servers, options),
                            new DeploymentOptions()
                                    .setInstances(Runtime.getRuntime().availableProcessors())),
                    within);
        } catch (ExecutionException e) {
            throw CannotListen.because(e.getCause() == null ? e : e.getCause(), settings);
        } catch (TimeoutException e) {
            throw CannotListen.within(within, settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start was interrupted before the public port was open", e);
        }
        admission.open();
        sweeper = vertx.setPeriodic(SWEEP_MILLIS, tick -> connections.sweep());
        server = servers.peek();
        LOG.info("The public port listens on {}:{}", settings.host(), port());
        if (settings.tls()) {
            looker = vertx.setPeriodic(LOOK_AT_CERTIFICATE_MILLIS, tick -> lookAtCertificate());
        } else if (settings.isClearToOthers()) {
            LOG.warn(
                    "The public port uses unencrypted HTTP on {}: anyone on the network path can record a webhook and"
                            + " send it again. Set waybill.listener.certificate and .key, or let only a proxy with TLS"
                            + " reach it",
                    settings.host());
        }
    }

    @Override
    public void stop() {
        if (server == null) {
            return;
        }
        try {
            if (!admission.close(settings.stopTimeout())) {
                LOG.warn(
                        "{} webhooks were still in progress after {}: their senders get no answer and have to send"
                                + " again",
                        admission.requests(),
                        settings.stopTimeout());
            }
            vertx.cancelTimer(sweeper);
            vertx.cancelTimer(looker);
            done(vertx.undeploy(door), CLOSES_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The public port did not close cleanly; the process ends anyway", e);
        }
        server = null;
        LOG.info("The public port is closed");
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** Returns the highest phase, so that this part starts last and stops first. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Returns the port it listens on, even where the setting is 0 and a free port was taken. */
    int port() {
        HttpServer running = server;
        return running == null ? settings.port() : running.actualPort();
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize((int) settings.maxHeader().toBytes())
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                // No client upgrades to a web socket here, and its handlers would look at every message.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpKeepAlive(true)
                .setReuseAddress(true);
        if (settings.tls()) {
            options.setSsl(true)
                    .setSslHandshakeTimeout(settings.headerTimeout().toSeconds())
                    .setKeyCertOptions(certificate.first());
        }
        return options;
    }

    /** Shows a changed certificate in the handshakes from now on. Open connections keep theirs. */
    private void lookAtCertificate() {
        HttpServer running = server;
        if (running == null) {
            return;
        }
        vertx.<@Nullable PemKeyCertOptions>executeBlocking(certificate::look, false)
                .onSuccess(changed -> {
                    if (changed != null) {
                        running.updateSSLOptions(options(changed))
                                .onSuccess(shown -> LOG.info(
                                        "The public port uses its new certificate, which expires at {}",
                                        certificate.expires()))
                                .onFailure(e -> LOG.warn("The public port could not change its certificate", e));
                    }
                });
    }

    private SSLOptions options(PemKeyCertOptions changed) {
        return new SSLOptions()
                .setUseAlpn(false)
                .setSslHandshakeTimeout(settings.headerTimeout().toSeconds())
                .setKeyCertOptions(changed);
    }

    private static <T> T done(Future<T> future, Duration within)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The part of the server on one event loop. There is one for each core, and Vert.x spreads the connections over
     * them.
     */
    private final class OnOneLoop extends AbstractVerticle {

        private final Queue<HttpServer> servers;
        private final HttpServerOptions options;

        OnOneLoop(Queue<HttpServer> servers, HttpServerOptions options) {
            this.servers = servers;
            this.options = options;
        }

        @Override
        public void start(Promise<Void> started) {
            HttpServer server = vertx.createHttpServer(options)
                    .connectionHandler(
                            connection -> VertxInternals.addBehindCodec(connection, "unanswered", unanswered.get()))
                    .invalidRequestHandler(invalid)
                    .requestHandler(router);
            // Any number below zero stands for a free port that all event loops share.
            server.listen(settings.port() == 0 ? -1 : settings.port(), settings.host())
                    .onSuccess(servers::add)
                    // Without this close, the server would be closed when it is collected, on a loop that is gone by
                    // then.
                    .recover(failure -> server.close().transform(closed -> Future.failedFuture(failure)))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
