package dev.waybill.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.ShippedArchive;
import dev.waybill.amqp.Broker;
import dev.waybill.kit.AmqpBroker;
import dev.waybill.kit.HubProcess;
import dev.waybill.kit.Slow;
import dev.waybill.sandbox.ErpStub;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages from one queue to another through two hubs, with the shipped archives and a real broker. */
@Slow
class AmqpIT {

    private static final String ROUTES = """
        - templatedRoute:
            routeId: orders-intake
            routeTemplateRef: amqp-source
            parameters:
              - {name: source, value: orders}
              - {name: connection, value: shop}
              - {name: queue, value: orders}
        - route:
            id: orders-events
            description: Names the destination of each event.
            from:
              uri: inbox:orders
              steps:
                - to: {uri: "outbox:out"}
        - templatedRoute:
            routeId: out
            routeTemplateRef: amqp-queue
            parameters:
              - {name: destination, value: out}
              - {name: connection, value: shop}
              - {name: queue, value: out}
        """;

    private static final int GROUPS = 10;
    private static final int EACH = 10;

    @TempDir
    private Path folder;

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub erp = ErpStub.start();
    private final List<Message> delivered = new ArrayList<>();
    private AmqpBroker broker;
    private Path hub;

    @BeforeEach
    void unpack() throws Exception {
        hub = ShippedArchive.unpack(folder);
        ShippedArchive.unpack(ShippedArchive.EXT_AMQP, hub);
        Files.writeString(hub.resolve("routes/shop.camel.yaml"), ROUTES);
        broker = AmqpBroker.start(Files.createDirectory(folder.resolve("broker")), null, List.of("orders", "out"));
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
        settings.put("WAYBILL_CONNECTIONS_SHOP_AMQP_URL", broker.url());
        settings.put("WAYBILL_CONNECTIONS_SHOP_AMQP_USERNAME", AmqpBroker.USER);
        settings.put("WAYBILL_CONNECTIONS_SHOP_AMQP_PASSWORD", AmqpBroker.PASSWORD);
        settings.put("WAYBILL_SOURCES_ORDERS_PRESET", "amqp");
        return HubProcess.launch(new ProcessBuilder(hub.resolve("bin/waybill").toString()), settings);
    }

    @Test
    void each_message_is_in_once_and_out_in_order_though_database_broker_and_a_hub_fail() throws Exception {
        try (HubProcess dying = start();
                HubProcess living = start()) {
            dying.awaitReady();
            living.awaitReady();
            try (Connection held = database.hold("LOCK TABLE inbox_event IN ACCESS EXCLUSIVE MODE")) {
                send(0, EACH);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> (dying.log() + living.log()).contains("can't be stored now ("));
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
                            .isEqualTo(List.of((long) all, 4L, (long) all)));
            for (int group = 0; group < GROUPS; group++) {
                assertThat(numbers("g" + group))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 3 * EACH).boxed().toList());
            }
            assertThat(living.post("/api/connections/shop/test", "{\"reason\":\"a look\"}")
                            .body())
                    .contains("The login is right, and 127.0.0.1");
            assertThat(living.get("/api/deliveries/1").body()).contains("JMSXGroupID: g", "Accepted by: 127.0.0.1");
            assertThat(living.get("/actuator/health").body()).doesNotContain("jms");
            assertThat(living.terminate()).isIn(0, 143);
        }
    }

    private long events() throws Exception {
        return database.count("SELECT count(*) FROM inbox_event WHERE source = 'orders'");
    }

    /** Counts each once: a message that comes again is kept again. */
    private long quarantined() throws Exception {
        return database.count("SELECT count(DISTINCT body) FROM quarantine WHERE source = 'orders'");
    }

    /** Sends the numbers of each group in order, every fifth of them twice. */
    private void send(int from, int to) {
        List<Broker.Made> messages = new ArrayList<>();
        for (int n = from; n < to; n++) {
            for (int group = 0; group < GROUPS; group++) {
                for (int times = n % 5 == 0 ? 2 : 1; times > 0; times--) {
                    messages.add(message("g" + group, "g%d-%d".formatted(group, n), counted(n)));
                }
            }
        }
        Broker.send(broker.url(), "orders", messages.toArray(Broker.Made[]::new));
    }

    private static String counted(int n) {
        return "{\"type\":\"Counted\",\"n\":%d}".formatted(n);
    }

    private static Broker.Made message(String group, String key, String body) {
        return session -> {
            Message message = session.createTextMessage(body);
            if (group != null) {
                message.setStringProperty("JMSXGroupID", group);
            }
            if (key != null) {
                message.setStringProperty("idempotency_key", key);
            }
            return message;
        };
    }

    /** Sends a message without key and group, which is an event, and four that are none. */
    private void unfit() {
        Broker.send(
                broker.url(),
                "orders",
                message(null, null, counted(7)),
                message("g1", null, "{\"n\":1}"),
                message("g1", null, "no JSON"),
                session -> session.createObjectMessage("an object"),
                message("g1", "g1-1", counted(8))); // the key of another body
    }

    private List<Message> delivered() {
        delivered.addAll(Broker.messages(broker.url(), "out"));
        return delivered;
    }

    private List<Integer> numbers(String group) throws JMSException {
        List<Integer> numbers = new ArrayList<>();
        for (Message each : delivered) {
            if (group.equals(each.getStringProperty("JMSXGroupID"))) {
                String body = new String(each.getBody(byte[].class), UTF_8);
                numbers.add(Integer.valueOf(body.replaceAll(".*\"n\":(\\d+).*", "$1")));
            }
        }
        return numbers;
    }
}
