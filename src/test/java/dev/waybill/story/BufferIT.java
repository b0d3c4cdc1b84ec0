package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.ShippedArchive;
import dev.waybill.database.SeparateServer;
import dev.waybill.kafka.Cluster;
import dev.waybill.kit.HubProcess;
import dev.waybill.kit.KafkaBroker;
import dev.waybill.kit.Slow;
import dev.waybill.sandbox.ErpStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A buffer before the inbox: database, a hub and the broker fail in turn while webhooks pour in. */
@Slow
class BufferIT {

    private static final int ORDERS = 8;

    @TempDir
    private Path folder;

    private final ErpStub erp = ErpStub.start();
    private final List<HubProcess> hubs = new ArrayList<>();
    /** The number of acknowledged webhooks of each order: they are sent one after another. */
    private final List<AtomicInteger> acknowledged =
            IntStream.range(0, ORDERS).mapToObj(i -> new AtomicInteger()).toList();

    private volatile boolean enough;
    private SeparateServer database;
    private KafkaBroker broker;
    private Path home;

    @BeforeEach
    void unpack() throws Exception {
        home = ShippedArchive.unpack(folder);
        ShippedArchive.unpack(ShippedArchive.EXT_KAFKA, home);
        database = SeparateServer.start(folder.resolve("database"), Map.of());
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("broker")), Cluster.PASSWORD, null);
        Cluster.topic(broker.address(), "covver-in", 4, Map.of());
    }

    @AfterEach
    void stop() throws IOException {
        hubs.forEach(HubProcess::close);
        broker.close();
        database.close();
        erp.close();
    }

    private HubProcess start() {
        Map<String, String> settings = new HashMap<>();
        settings.put("SPRING_DATASOURCE_URL", database.url());
        settings.put("SPRING_DATASOURCE_USERNAME", "postgres");
        settings.put("ERP_URL", erp.url().toString());
        settings.put("ERP_TOKEN", "token");
        settings.put("JAVA_HOME", System.getProperty("java.home"));
        settings.put("JAVA_OPTS", "-Xmx256m " + System.getProperty("waybill.hub.options", ""));
        settings.put("WAYBILL_CONNECTIONS_STREAM_KAFKA_BROKERS", broker.address());
        settings.put("WAYBILL_SOURCES_COVVER_BUFFER_CONNECTION", "stream");
        settings.put("WAYBILL_SOURCES_COVVER_BUFFER_TOPIC", "covver-in");
        HubProcess hub =
                HubProcess.launch(new ProcessBuilder(home.resolve("bin/waybill").toString()), settings);
        hubs.add(hub);
        return hub;
    }

    @Test
    void each_acknowledged_webhook_is_in_the_inbox_once_and_each_order_in_order() throws Exception {
        HubProcess dying = start();
        HubProcess living = start();
        dying.awaitReady();
        living.awaitReady();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, ORDERS).forEach(order -> senders.submit(() -> send(order)));
            awaitMore(100);
            database.freeze();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> living.get("/actuator/health").statusCode() == 503);
            awaitMore(200);
            assertThat(living.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            dying.kill();
            awaitMore(100);
            broker.kill();
            broker.again();
            awaitMore(100);
            database.thaw();
            awaitMore(100);
            enough = true;
            senders.shutdown();
            assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (int order = 0; order < ORDERS; order++) {
                assertThat(numbersOf(order))
                        .containsExactlyElementsOf(
                                IntStream.range(0, acknowledged.get(order).get())
                                        .boxed()
                                        .toList());
            }
        });
        assertThat(living.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(living.terminate()).isIn(0, 143);
    }

    /** Sends the webhooks of an order, each until it is acknowledged, to whichever hub answers. */
    private void send(int order) {
        Random random = new Random(order);
        for (int n = 0; !enough; n++) {
            String body = "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o%d\",\"n\":%d}}".formatted(order, n);
            while (status(hubs.get(random.nextInt(hubs.size())), "o%d-%d".formatted(order, n), body) != 200) {
                Thread.onSpinWait();
            }
            acknowledged.get(order).incrementAndGet();
        }
    }

    private static int status(HubProcess hub, String key, String body) {
        try {
            return hub.sender().send(key, body).status();
        } catch (IOException e) {
            return 0;
        }
    }

    private void awaitMore(int webhooks) {
        int before = all();
        await().atMost(Duration.ofSeconds(30)).until(() -> all() >= before + webhooks);
    }

    private int all() {
        return acknowledged.stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Returns the numbers of an order's events in the order in which the inbox has them. */
    private List<Integer> numbersOf(int order) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), "postgres", null);
                var statement = connection.prepareStatement(
                        "SELECT idempotency_key FROM inbox_event WHERE message_group = ? ORDER BY id")) {
            statement.setString(1, "o" + order);
            List<Integer> numbers = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.add(Integer.valueOf(
                            rows.getString(1).substring(rows.getString(1).indexOf('-') + 1)));
                }
            }
            return numbers;
        }
    }
}
