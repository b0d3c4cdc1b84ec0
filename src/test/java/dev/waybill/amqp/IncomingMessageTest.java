package dev.waybill.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.AmqpBroker;
import dev.waybill.sources.Source;
import dev.waybill.sources.TestSources;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Test;

/** A message that went through a real broker, and what of it is an event. */
class IncomingMessageTest {

    private static final Source SHOP = TestSources.of("shop", "preset=amqp");

    private static IncomingMessage received(Broker.Made made) {
        String queue = Broker.queue();
        List<IncomingMessage> read = new ArrayList<>();
        JmsConnectionFactory factory = new JmsConnectionFactory(
                AmqpBroker.USER, AmqpBroker.PASSWORD, Broker.broker().url());
        factory.setValidatePropertyNames(false);
        try (var connection = factory.createConnection()) {
            connection.start();
            var session = connection.createSession();
            session.createProducer(session.createQueue(queue)).send(made.in(session));
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            read.add(IncomingMessage.of(consumer.receive(5_000), queue, SHOP, 50));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
        return read.getFirst();
    }

    private static String header(IncomingMessage message, String name) {
        return message.received().headers().get(name);
    }

    @Test
    void text_and_bytes_are_the_body() {
        assertThat(received(session -> session.createTextMessage("{\"type\":\"Zoë\"}"))
                        .received()
                        .body())
                .isEqualTo("{\"type\":\"Zoë\"}".getBytes(UTF_8));
        assertThat(received(session -> bytes(session.createBytesMessage(), "{\"type\":\"A\"}"))
                        .received()
                        .body())
                .isEqualTo("{\"type\":\"A\"}".getBytes(UTF_8));
    }

    private static BytesMessage bytes(BytesMessage message, String body) throws JMSException {
        message.writeBytes(body.getBytes(UTF_8));
        return message;
    }

    @Test
    void properties_and_parts_are_header_lines_and_no_sender_writes_ours() {
        IncomingMessage read = received(session -> {
            Message message = session.createTextMessage("{\"type\":\"A\"}");
            message.setStringProperty("JMSXGroupID", "o-1");
            message.setStringProperty("Idempotency-Key", "k-1");
            message.setIntProperty("attempt", 7);
            message.setStringProperty("AMQP.Group", "evil");
            message.setStringProperty("amqp.message-id", "evil");
            message.setJMSType("OrderPlaced");
            message.setJMSCorrelationID("c-1");
            return message;
        });
        assertThat(read.group()).isEqualTo("o-1");
        assertThat(read.received().headers().getAll("amqp.group")).containsExactly("o-1");
        assertThat(read.received().headers().getAll("amqp.message-id"))
                .singleElement()
                .asString()
                .startsWith("ID:");
        assertThat(header(read, "Idempotency-Key")).isEqualTo("k-1");
        assertThat(header(read, "attempt")).isEqualTo("7");
        assertThat(header(read, "amqp.subject")).isEqualTo("OrderPlaced");
        assertThat(header(read, "amqp.correlation-id")).isEqualTo("c-1");
        assertThat(header(read, "amqp.queue")).startsWith("q");
        assertThat(header(read, "amqp.timestamp")).startsWith("20");
        assertThat(read.received().headers().names()).noneMatch(name -> name.startsWith("JMS"));
        assertThat(read.unfit()).isNull();
    }

    @Test
    void a_long_group_is_kept_as_its_digest() {
        IncomingMessage read = received(session -> {
            Message message = session.createTextMessage("{\"type\":\"A\"}");
            message.setStringProperty("JMSXGroupID", "g".repeat(256));
            return message;
        });
        assertThat(read.group()).hasSize(64);
    }

    @Test
    void an_object_is_never_made() {
        IncomingMessage read = received(session -> session.createObjectMessage(new ArrayList<>(List.of("evil"))));
        assertThat(read.unfit()).isEqualTo("The message is neither bytes nor text");
        assertThat(received(session -> session.createMapMessage()).unfit()).contains("neither");
    }

    @Test
    void a_large_body_is_cut_and_unfit() {
        for (IncomingMessage read : List.of(
                received(session -> session.createTextMessage("x".repeat(51))),
                received(session -> bytes(session.createBytesMessage(), "x".repeat(51))))) {
            assertThat(read.received().body()).hasSize(50);
            assertThat(read.unfit()).contains("larger than the largest event, 50 bytes");
        }
        assertThat(received(session -> session.createTextMessage("x".repeat(50)))
                        .unfit())
                .isNull();
    }

    @Test
    void what_can_not_be_read_is_unfit_and_holds_no_queue() {
        Message broken = (Message) Proxy.newProxyInstance(
                Message.class.getClassLoader(), new Class<?>[] {Message.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("of the client");
                });
        assertThat(IncomingMessage.of(broken, "q", SHOP, 50).unfit())
                .isEqualTo("The message can't be read: of the client");
    }

    @Test
    void what_is_no_event_has_no_group() {
        IncomingMessage read = received(session -> session.createTextMessage("no JSON"));
        assertThat(read.group()).isNull();
        assertThat(read.unfit()).isNull();
    }
}
