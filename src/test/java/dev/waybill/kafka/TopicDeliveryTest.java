package dev.waybill.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionList;
import dev.waybill.connections.TestConnection;
import dev.waybill.handover.ReadOutcome;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.kit.FreePort;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The template's route against a real broker. */
class TopicDeliveryTest {

    private static final Delivery ORDER = Delivery.of("OrderPlaced", "{\"data\":{\"id\":\"o-1\",\"price\":12.10}}");

    private static final Path TEMPLATE = Path.of("src/assembly/ext-kafka/routes/template-kafka-topic.camel.yaml");

    @TempDir
    private Path folder;

    private String topic;
    private TestRoute route;

    @BeforeEach
    void aTopic(TestInfo test) throws IOException {
        topic = test.getTestMethod().orElseThrow().getName();
        Files.writeString(folder.resolve("stream.camel.yaml"), Files.readString(TEMPLATE) + """

            - templatedRoute:
                routeId: stream
                routeTemplateRef: kafka-topic
                parameters:
                  - {name: destination, value: stream}
                  - {name: connection, value: stream}
                  - {name: topic, value: %s}
                  - {name: mapping, value: .data}
            """.formatted(topic));
    }

    @AfterEach
    void stop() {
        if (route != null) {
            route.close();
        }
    }

    private void start(String brokers, String... settings) {
        route = TestRoute.startFile(
                folder.resolve("stream.camel.yaml"),
                "stream",
                Stream.concat(Stream.of("brokers=" + brokers), Arrays.stream(settings))
                        .map("waybill.connections.stream.kafka."::concat)
                        .toArray(String[]::new));
    }

    private void start() {
        Cluster.topic(Cluster.broker().address(), topic, 3, Map.of());
        start(Cluster.broker().address());
    }

    private Exchange order(String group) {
        Exchange exchange = ORDER.exchange(route.camel());
        exchange.getMessage().setHeader(InboxHeaders.MESSAGE_GROUP, group);
        return exchange;
    }

    private String outcome(Exchange done) {
        return ReadOutcome.of(Objects.requireNonNull(done.getException(), "delivered"));
    }

    private List<ConsumerRecord<String, String>> records() {
        return Cluster.records(Cluster.broker().address(), topic);
    }

    @Test
    void a_record_has_the_mapped_body_the_group_as_key_and_one_header() {
        start();
        Wire wire = Wire.listen(1000, new byte[0]);
        assertThat(route.send(order("Zoë 1")).getException()).isNull();
        Wire.stop();

        assertThat(records()).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("Zoë 1");
            assertThat(record.value()).isEqualTo("{\"id\":\"o-1\",\"price\":12.10}");
            assertThat(StreamSupport.stream(record.headers().spliterator(), false)
                            .map(header -> header.key() + "=" + new String(header.value())))
                    .containsExactly("Idempotency-Key=wb_abc");
            assertThat(wire.last().to())
                    .isEqualTo("kafka://%s\nKey: Zoë 1\nIdempotency-Key: wb_abc\nTaken as: %s-%d@0"
                            .formatted(topic, topic, record.partition()));
            assertThat(wire.last().body()).asString().isEqualTo(record.value());
        });
    }

    @Test
    void brokers_of_a_routes_own_get_no_login_of_a_connection() {
        start("127.0.0.1:" + FreePort.next(), "username=hub", "password=" + Cluster.PASSWORD);
        Cluster.topic(Cluster.broker().address(), topic, 1, Map.of());
        Exchange done = route.camel()
                .createProducerTemplate()
                .send("kafka:%s?brokers=%s".formatted(topic, Cluster.broker().address()), order("o-1"));
        assertThat(done.getException()).isNull();
        assertThat(records()).hasSize(1);
    }

    @Test
    void no_header_of_a_message_names_topic_key_or_partition() {
        start();
        Exchange evil = order("o-1");
        Map.of(
                        "kafka.OVERRIDE_TOPIC", "evil",
                        "kafka.KEY", "evil",
                        "kafka.PARTITION_KEY", 77,
                        "kafka.OVERRIDE_TIMESTAMP", 1,
                        "Idempotency-Key", "evil",
                        "x-evil", "1")
                .forEach(evil.getMessage()::setHeader);
        route.camel().createProducerTemplate().send(kafka(), evil);

        assertThat(records()).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("o-1");
            assertThat(record.timestamp()).isGreaterThan(1);
            assertThat(record.headers().headers("Idempotency-Key"))
                    .singleElement()
                    .satisfies(header -> assertThat(header.value()).asString().isEqualTo("wb_abc"));
        });
    }

    private String kafka() {
        return "kafka:%s?kafkaClientFactory=#waybill.connections.stream.login".formatted(topic);
    }

    @Test
    void a_topic_that_is_not_there_is_told_and_tried_again() {
        start(Cluster.broker().address());
        assertThat(outcome(route.send(order("o-1"))))
                .isEqualTo("UNREACHABLE null the topic %s does not exist".formatted(topic));
        Cluster.topic(Cluster.broker().address(), topic, 1, Map.of());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> route.send(order("o-1")).getException() == null);
    }

    @Test
    void a_record_that_is_too_large_is_refused_for_good() {
        Cluster.topic(Cluster.broker().address(), topic, 1, Map.of("max.message.bytes", "100"));
        start(Cluster.broker().address());
        Exchange large = Delivery.of("OrderPlaced", "{\"data\":\"%s\"}".formatted("x".repeat(200)))
                .exchange(route.camel());
        assertThat(outcome(route.send(large))).startsWith("DEAD null the record is larger than the topic");
    }

    @Test
    void a_record_that_the_topic_does_not_take_is_refused_for_good() {
        Cluster.topic(Cluster.broker().address(), topic, 1, Map.of("cleanup.policy", "compact"));
        start(Cluster.broker().address());
        assertThat(outcome(route.deliver(ORDER))).startsWith("DEAD null the brokers refuse the record: ");
        assertThat(route.send(order("o-1")).getException()).isNull();
    }

    @Test
    void brokers_that_do_not_answer_are_tried_again() {
        start("127.0.0.1:" + FreePort.next());
        assertThat(outcome(route.send(order("o-1")))).startsWith("UNREACHABLE null no broker answered in time");
        assertThat(tested())
                .isEqualTo(new TestConnection.Seen(
                        false, "No broker of %s answers.".formatted(connection().part("brokers"))));
    }

    @Test
    void a_name_that_is_unknown_does_not_stop_the_start() {
        start("nowhere.invalid:9092", "insecure=true");
        assertThat(outcome(route.send(order("o-1")))).startsWith("UNREACHABLE null Kafka failed: ");
    }

    @Test
    void a_password_that_is_mended_in_its_file_counts_for_the_next_attempt() throws IOException {
        Cluster.topic(Cluster.broker().address(), topic, 1, Map.of());
        Path file = Files.writeString(folder.resolve("password"), "wrong");
        start(Cluster.broker().addressWithLogin(), "username=hub", "password-file=" + file);
        assertThat(outcome(route.send(order("o-1")))).startsWith("UNREACHABLE null Kafka refuses the login: ");
        assertThat(tested().sentence()).contains("Authentication failed");

        Files.writeString(file, Cluster.PASSWORD);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> route.send(order("o-1")).getException() == null);
        assertThat(records()).isNotEmpty();
        assertThat(tested().sentence())
                .isEqualTo("The login is right, and the cluster MkU3OEVBNTcwNTJENDM2Qg has 1 broker.");
    }

    @Test
    void a_password_can_be_sent_plain() {
        Cluster.topic(Cluster.broker().address(), topic, 1, Map.of());
        start(
                Cluster.broker().addressWithLogin(),
                "username=hub",
                "password=" + Cluster.PASSWORD,
                "mechanism=PLAIN",
                "insecure=true");
        assertThat(route.send(order("o-1")).getException()).isNull();
    }

    @Test
    void a_cluster_with_tls_must_have_a_certificate_that_is_trusted() {
        Cluster.topic(Cluster.broker().address(), topic, 1, Map.of());
        start(Cluster.broker().addressWithTls(), "trusted-certificates-file=" + Cluster.certificate());
        assertThat(route.send(order("o-1")).getException()).isNull();
        assertThat(tested().good()).isTrue();
        route.close();

        start(Cluster.broker().addressWithLogin(), "trusted-certificates-file=" + Cluster.certificate());
        assertThat(outcome(route.send(order("o-1")))).startsWith("UNREACHABLE null no broker");
    }

    @Test
    void a_cluster_without_settings_pauses_the_route() {
        route = TestRoute.startFile(
                folder.resolve("stream.camel.yaml"), "stream", "waybill.connections.stream.kafka.brokers=");
        assertThat(route.runs()).isFalse();
    }

    private Connection connection() {
        return Objects.requireNonNull(route.camel()
                .getRegistry()
                .findSingleByType(ConnectionList.class)
                .find("stream"));
    }

    private TestConnection.Seen tested() {
        try {
            return new TestConnection().of(connection());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
