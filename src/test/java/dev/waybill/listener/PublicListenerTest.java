package dev.waybill.listener;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.settings.BadSetting;
import dev.waybill.sockets.Connections;
import dev.waybill.sockets.ListenerCertificate;
import dev.waybill.sockets.NamedProxies;
import dev.waybill.sockets.OutOfMemory;
import dev.waybill.sockets.TurnedAwayCounts;
import dev.waybill.sockets.UnansweredRequests;
import dev.waybill.webhook.TlsKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PublicListenerTest {

    @Test
    void a_machine_that_is_too_busy_is_not_blamed_on_the_certificate(@TempDir Path folder) throws Exception {
        TlsKeys keys = TlsKeys.selfSigned(folder.resolve("keys.p12"), "EC");
        Path chain = Files.writeString(folder.resolve("cert.pem"), keys.chainPem());
        Path key = Files.writeString(folder.resolve("key.pem"), keys.keyPem());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        CountDownLatch busy = new CountDownLatch(1);
        try {
            vertx.runOnContext(work -> hold(busy));

            assertThatThrownBy(() -> listener(vertx, chain, key).start(Duration.ofMillis(100)))
                    .isInstanceOf(BadSetting.class)
                    .hasMessage("The public port did not open 127.0.0.1:0 within 100 ms. No setting is wrong:"
                            + " the machine is too busy. Start the hub again.");
        } finally {
            busy.countDown();
            vertx.close();
        }
    }

    private static PublicListener listener(Vertx vertx, Path chain, Path key) {
        ListenerSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "waybill.listener.host",
                        "127.0.0.1",
                        "waybill.listener.port",
                        "0",
                        "waybill.listener.certificate",
                        chain.toString(),
                        "waybill.listener.key",
                        key.toString())))
                .bindOrCreate("waybill.listener", ListenerSettings.class);
        TurnedAwayCounts turnedAway = new TurnedAwayCounts(new SimpleMeterRegistry(), System::nanoTime);
        OutOfMemory outOfMemory = new OutOfMemory(status -> {});
        Connections connections =
                new Connections(1, 1, Duration.ofSeconds(1), NamedProxies.of(List.of()), turnedAway, System::nanoTime);
        Admission.Room room = new Admission.Room(1, 1);
        Admission admission = new Admission(room, room, room, turnedAway);
        return new PublicListener(
                vertx,
                Router.router(vertx),
                settings,
                connections,
                admission,
                new InvalidRequests(null),
                () -> new UnansweredRequests(turnedAway, outOfMemory, over -> {}),
                new ListenerCertificate(chain.toString(), key.toString()));
    }

    private static void hold(CountDownLatch busy) {
        try {
            busy.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
