package dev.waybill.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionList;
import dev.waybill.connections.TestConnection;
import dev.waybill.handover.ReadOutcome;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.kit.AmqpBroker;
import dev.waybill.kit.FreePort;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.wire.Wire;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template's route against a real broker. */
class QueueDeliveryTest {

    private static final Delivery ORDER = Delivery.of("OrderPlaced", "{\"data\":{\"id\":\"o-1\",\"price\":12.10}}");

    private static final Path TEMPLATE = Path.of("src/assembly/ext-amqp/routes/template-amqp-queue.camel.yaml");

    private static final String[] LOGIN = {"username=" + AmqpBroker.USER, "password=" + AmqpBroker.PASSWORD};

    @TempDir
    private Path folder;

    private TestRoute route;

    @AfterEach
    void stop() {
        if (route != null) {
            route.close();
        }
    }

    private void start(String queue, String url, String... settings) throws IOException {
        Files.writeString(folder.resolve("shop.camel.yaml"), Files.readString(TEMPLATE) + """

            - templatedRoute:
                routeId: shop
                routeTemplateRef: amqp-queue
                parameters:
                  - {name: destination, value: shop}
                  - {name: connection, value: shop}
                  - {name: mapping, value: .data}
                  - {name: queue, value: %s}
            """.formatted(queue));
        route = TestRoute.startFile(
                folder.resolve("shop.camel.yaml"),
                "shop",
                Stream.concat(Stream.of("url=" + url), Arrays.stream(settings))
                        .map("waybill.connections.shop.amqp."::concat)
                        .toArray(String[]::new));
    }

    private void start(String queue) throws IOException {
        start(queue, Broker.broker().url(), LOGIN);
    }

    private Exchange order(String group) {
        Exchange exchange = ORDER.exchange(route.camel());
        exchange.getMessage().setHeader(InboxHeaders.MESSAGE_GROUP, group);
        return exchange;
    }

    private String outcome(Exchange done) {
        return ReadOutcome.of(Objects.requireNonNull(done.getException(), "delivered"));
    }

    private static List<Message> messages(String queue) {
        return Broker.messages(Broker.broker().url(), queue);
    }

    @Test
    void a_message_has_the_mapped_body_the_group_and_the_key() throws Exception {
        String queue = Broker.queue();
        start(queue);
        Wire wire = Wire.listen(1000, new byte[0]);
        assertThat(route.send(order("Zoë 1")).getException()).isNull();
        Wire.stop();

        Message message = messages(queue).getFirst();
        assertThat(message.getBody(byte[].class)).asString().isEqualTo("{\"id\":\"o-1\",\"price\":12.10}");
        assertThat(message.getJMSMessageID()).isEqualTo("ID:AMQP_NO_PREFIX:wb_abc");
        assertThat(message.getJMSDeliveryMode()).isEqualTo(jakarta.jms.DeliveryMode.PERSISTENT);
        assertThat(message.getJMSType()).isNull();
        assertThat(Collections.list(message.getPropertyNames()))
                .filteredOn(name -> !name.toString().equals("JMSXDeliveryCount"))
                .hasSize(3)
                .allSatisfy(name -> assertThat(message.getStringProperty(name.toString()))
                        .isEqualTo(Map.of("JMSXGroupID", "Zoë 1", "idempotency_key", "wb_abc", "_AMQ_DUPL_ID", "wb_abc")
                                .get(name)));
        assertThat(wire.last().to())
                .isEqualTo(
                        "amqp://queue:%s\nmessage-id: wb_abc\nJMSXGroupID: Zoë 1\nidempotency_key: wb_abc\n_AMQ_DUPL_ID: wb_abc\nAccepted by: %s"
                                .formatted(queue, Broker.broker().url().replace("amqp://", "")));
        assertThat(wire.last().body()).asString().isEqualTo("{\"id\":\"o-1\",\"price\":12.10}");
    }

    @Test
    void a_repeated_attempt_is_delivered_and_not_in_the_queue_twice() throws IOException {
        String queue = Broker.queue();
        start(queue);
        assertThat(route.send(order("o-1")).getException()).isNull();
        assertThat(route.send(order("o-1")).getException()).isNull();
        assertThat(messages(queue)).hasSize(1);
    }

    @Test
    void a_queue_that_is_not_there_is_told_and_tried_again() throws IOException {
        start("missing");
        assertThat(outcome(route.send(order("o-1")))).startsWith("UNREACHABLE null the queue missing does not exist: ");
    }

    @Test
    void a_queue_without_a_right_is_told_and_tried_again() throws IOException {
        start("forbidden");
        assertThat(outcome(route.send(order("o-1"))))
                .startsWith("UNREACHABLE null the login has no right to the queue forbidden: ");
    }

    @Test
    void a_full_queue_is_told_and_tried_again() throws IOException {
        start(AmqpBroker.FAILING);
        assertThat(outcome(untilItFails())).startsWith("UNREACHABLE null the queue failing is full: ");
    }

    @Test
    void a_full_queue_whose_broker_lets_senders_wait_is_given_up_in_time() throws IOException {
        start(AmqpBroker.WAITING);
        long begun = System.nanoTime();
        assertThat(outcome(untilItFails()))
                .startsWith(
                        "UNREACHABLE null the broker did not take the message in 10 s: the queue waiting may be full,"
                                + " or");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    }

    private Exchange untilItFails() {
        for (int i = 0; i < 20; i++) {
            Exchange order = order("o-" + i);
            order.getMessage().setHeader("CamelOutboxKey", "wb_" + System.nanoTime());
            Exchange done = route.send(order);
            if (done.getException() != null) {
                return done;
            }
        }
        throw new AssertionError("it takes all");
    }

    @Test
    void a_topic_takes_messages_too() throws Exception {
        start("prices");
        route.close();
        Path file = folder.resolve("shop.camel.yaml");
        Files.writeString(
                file,
                Files.readString(file) + "      - {name: type, value: topic}\n      - {name: body, value: Text}\n");
        route = TestRoute.startFile(
                file,
                "shop",
                Stream.concat(Stream.of("url=" + Broker.broker().url()), Arrays.stream(LOGIN))
                        .map("waybill.connections.shop.amqp."::concat)
                        .toArray(String[]::new));
        Broker.session(Broker.broker().url(), session -> {
            var subscriber = session.createConsumer(session.createTopic("prices"));
            assertThat(route.send(order("o-1")).getException()).isNull();
            assertThat(subscriber.receive(5_000).getBody(String.class)).isEqualTo("{\"id\":\"o-1\",\"price\":12.10}");
        });
    }

    @Test
    void a_broker_that_is_away_is_told_and_the_next_one_of_the_list_is_taken() throws IOException {
        String queue = Broker.queue();
        String away = "amqp://127.0.0.1:" + FreePort.next();
        start(queue, away, LOGIN);
        assertThat(outcome(route.send(order("o-1")))).startsWith("UNREACHABLE null no broker can be reached: ");
        assertThat(tested().good()).isFalse();
        route.close();

        start(queue, away + "," + Broker.broker().url(), LOGIN);
        assertThat(route.send(order("o-1")).getException()).isNull();
    }

    @Test
    void a_broker_that_answers_nothing_is_given_up_in_time() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            start(Broker.queue(), "amqp://127.0.0.1:" + silent.getLocalPort(), LOGIN);
            long begun = System.nanoTime();
            assertThat(IntStream.range(0, 5)
                            .mapToObj(i -> CompletableFuture.supplyAsync(
                                    () -> outcome(route.send(order("o-1"))), Thread::startVirtualThread))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join))
                    .hasSize(5)
                    .allMatch(told -> told.startsWith("UNREACHABLE null no broker can be reached: "));
            assertThat(tested().good()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void a_broker_that_was_away_is_reached_by_the_next_attempt() throws Exception {
        Path home = Files.createDirectory(folder.resolve("own"));
        try (AmqpBroker own = AmqpBroker.start(home, null, List.of("own"))) {
            start("own", own.url(), LOGIN);
            assertThat(route.send(order("o-1")).getException()).isNull();
            own.kill();
            own.again();
            Exchange next = order("o-1");
            next.getMessage().setHeader("CamelOutboxKey", "wb_next");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> route.send(next).getException() == null);
            assertThat(Broker.messages(own.url(), "own")).hasSize(2);
        }
    }

    @Test
    void a_password_that_is_mended_in_its_file_counts_for_the_next_attempt() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "wrong");
        start(Broker.queue(), Broker.broker().url(), "username=" + AmqpBroker.USER, "password-file=" + file);
        assertThat(outcome(route.send(order("o-1")))).startsWith("UNREACHABLE null the broker refuses the login: ");
        assertThat(tested().sentence()).doesNotContain("wrong").contains("SASL");

        Files.writeString(file, AmqpBroker.PASSWORD);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> route.send(order("o-1")).getException() == null);
        assertThat(tested())
                .isEqualTo(new TestConnection.Seen(
                        true,
                        "The login is right, and %s answers with a session."
                                .formatted(Broker.broker().url().replace("amqp://", ""))));
    }

    @Test
    void a_broker_with_tls_must_have_a_certificate_that_is_trusted() throws IOException {
        String queue = Broker.queue();
        start(
                queue,
                Broker.broker().urlWithTls(),
                LOGIN[0],
                LOGIN[1],
                "trusted-certificates-file=" + Broker.certificate());
        assertThat(route.send(order("o-1")).getException()).isNull();
        route.close();

        start(queue, Broker.broker().urlWithTls(), LOGIN);
        assertThat(outcome(route.send(order("o-1")))).startsWith("UNREACHABLE null no broker can be reached: ");
    }

    @Test
    void a_certificate_must_name_the_broker() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(Broker.keys().keys(), "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        try (SSLServerSocket elsewhere = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.2"))) {
            Thread.startVirtualThread(() -> {
                try (SSLSocket client = (SSLSocket) elsewhere.accept()) {
                    client.startHandshake();
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException refused) {
                    // as it should be
                }
            });
            start(
                    Broker.queue(),
                    "amqps://127.0.0.2:" + elsewhere.getLocalPort(),
                    LOGIN[0],
                    LOGIN[1],
                    "trusted-certificates-file=" + Broker.certificate());
            assertThat(outcome(route.send(order("o-1"))))
                    .startsWith("UNREACHABLE null no broker can be reached: ")
                    .contains("127.0.0.2 found");
        }
    }

    @Test
    void a_certificate_can_be_the_login() throws IOException {
        start(
                Broker.queue(),
                Broker.broker().urlForCertificates(),
                "trusted-certificates-file=" + Broker.certificate(),
                "client-certificate-file=" + Broker.certificate(),
                "client-key-file=" + Broker.key());
        assertThat(route.send(order("o-1")).getException()).isNull();
        assertThat(tested().good()).isTrue();
    }

    @Test
    void a_broker_without_settings_pauses_the_route() throws IOException {
        start("any", "");
        assertThat(route.runs()).isFalse();
    }

    private TestConnection.Seen tested() {
        Connection connection = Objects.requireNonNull(route.camel()
                .getRegistry()
                .findSingleByType(ConnectionList.class)
                .find("shop"));
        try {
            return new TestConnection().of(connection);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
