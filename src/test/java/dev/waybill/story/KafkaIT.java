package dev.waybill.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.ShippedArchive;
import dev.waybill.kafka.Cluster;
import dev.waybill.kit.HubProcess;
import dev.waybill.kit.KafkaBroker;
import dev.waybill.kit.Slow;
import dev.waybill.sandbox.ErpStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records from one topic to another through two hubs, with the shipped archives and a real broker. */
@Slow
class KafkaIT {

    private static final String ROUTES = """
        - templatedRoute:
            routeId: orders-intake
            routeTemplateRef: kafka-source
            parameters:
              - {name: source, value: orders}
              - {name: connection, value: stream}
              - {name: topic, value: orders}
              - {name: groupId, value: waybill-story}
        - route:
            id: orders-events
            description: Names the destination of each event.
            from:
              uri: inbox:orders
              steps:
                - to: {uri: "outbox:out"}
        - templatedRoute:
            routeId: out
            routeTemplateRef: kafka-topic
            parameters:
              - {name: destination, value: out}
              - {name: connection, value: stream}
              - {name: topic, value: out}
        """;

    private static final int GROUPS = 10;
    private static final int EACH = 10;

    @TempDir
    private Path folder;

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub erp = ErpStub.start();
    private KafkaBroker broker;
    private Path hub;

    @BeforeEach
    void unpack() throws Exception {
        hub = ShippedArchive.unpack(folder);
        ShippedArchive.unpack(ShippedArchive.EXT_KAFKA, hub);
        Files.writeString(hub.resolve("routes/stream.camel.yaml"), ROUTES);
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("broker")), Cluster.PASSWORD, null);
        Cluster.topic(broker.address(), "orders", 4, Map.of());
        Cluster.topic(broker.address(), "out", 4, Map.of());
    }

    @AfterEach
    void stop() {
        broker.close();
        erp.close();
    }

    private HubProcess start() {
        Map<String, String> settings = new HashMap<>(database.settings(erp));
        settings.put("JAVA_HOME", System.getProperty("java.home"));
        settings.put("JAVA_OPTS", "-Xmx256m " + System.getProperty("waybill.hub.options", ""));
        settings.put("WAYBILL_CONNECTIONS_STREAM_KAFKA_BROKERS", broker.address());
        settings.put("WAYBILL_SOURCES_ORDERS_PRESET", "kafka");
        return HubProcess.launch(new ProcessBuilder(hub.resolve("bin/waybill").toString()), settings);
    }

    @Test
    void each_record_is_in_once_and_out_in_order_though_database_broker_and_a_hub_fail() throws Exception {
        try (HubProcess dying = start();
                HubProcess living = start()) {
            dying.awaitReady();
            living.awaitReady();
            try (Connection held = database.hold("LOCK TABLE inbox_event IN ACCESS EXCLUSIVE MODE")) {
                send(0, EACH);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> (dying.log() + living.log()).contains("can't be stored now; they are held"));
                held.rollback();
            }
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> events() >= GROUPS * EACH);
            send(EACH, 2 * EACH);
            dying.kill();
            broker.kill();
            broker.again();
            unfit();
            send(2 * EACH, 3 * EACH);

            int all = 3 * GROUPS * EACH + 1;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(List.of(
                                    events(), quarantined(), (long) delivered().size()))
                            .isEqualTo(List.of((long) all, 3L, (long) all)));
            for (int group = 0; group < GROUPS; group++) {
                assertThat(numbers("g" + group))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 3 * EACH).boxed().toList());
            }
            assertThat(living.post("/api/connections/stream/test", "{\"reason\":\"a look\"}")
                            .body())
                    .contains("The login is right, and the cluster");
            assertThat(living.get("/api/deliveries/1").body()).contains("Key: g", "Taken as: out-");
            assertThat(living.terminate()).isIn(0, 143);
        }
    }

    private long events() throws Exception {
        return database.count("SELECT count(*) FROM inbox_event WHERE source = 'orders'");
    }

    /** Counts each once: a record that is read again is kept again. */
    private long quarantined() throws Exception {
        return database.count("SELECT count(DISTINCT body) FROM quarantine WHERE source = 'orders'");
    }

    /** Sends the numbers of each group in order, every fifth of them twice. */
    @SuppressWarnings("unchecked")
    private void send(int from, int to) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int n = from; n < to; n++) {
            for (int group = 0; group < GROUPS; group++) {
                for (int times = n % 5 == 0 ? 2 : 1; times > 0; times--) {
                    records.add(record("g" + group, "g%d-%d".formatted(group, n), n));
                }
            }
        }
        Cluster.send(broker.address(), records.toArray(ProducerRecord[]::new));
    }

    private static ProducerRecord<byte[], byte[]> record(String group, String key, int n) {
        String body = "{\"type\":\"Counted\",\"n\":%d}".formatted(n);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>("orders", group == null ? null : group.getBytes(UTF_8), body.getBytes(UTF_8));
        if (key != null) {
            record.headers().add(new RecordHeader("Idempotency-Key", key.getBytes(UTF_8)));
        }
        return record;
    }

    /** Sends a record without a key of any kind, which is an event, and three that are none. */
    private void unfit() {
        Cluster.send(
                broker.address(),
                record(null, null, 7),
                new ProducerRecord<>("orders", "g1".getBytes(UTF_8), "{\"n\":1}".getBytes(UTF_8)),
                new ProducerRecord<>("orders", "g1".getBytes(UTF_8), "no JSON".getBytes(UTF_8)),
                record("g1", "g1-1", 8)); // the key of another body
    }

    private Set<String> delivered() {
        Set<String> keys = new LinkedHashSet<>();
        Cluster.records(broker.address(), "out")
                .forEach(each -> keys.add(
                        new String(each.headers().lastHeader("Idempotency-Key").value(), UTF_8)));
        return keys;
    }

    /** Returns the numbers of a group in the order of their first records. */
    private Set<Integer> numbers(String group) {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (ConsumerRecord<String, String> each : Cluster.records(broker.address(), "out")) {
            if (group.equals(each.key())) {
                numbers.add(Integer.valueOf(each.value().replaceAll(".*\"n\":(\\d+).*", "$1")));
            }
        }
        return numbers;
    }
}
