package dev.waybill.amqp;

import dev.waybill.kit.AmqpBroker;
import dev.waybill.webhook.TlsKeys;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.qpid.jms.JmsConnectionFactory;

/** One real broker for all tests of this JVM, and plain JMS clients to look into it. */
public final class Broker {

    private Broker() {}

    private static final class Shared {

        static final Path HOME = folder();
        static final TlsKeys KEYS = keys(HOME.resolve("broker.p12"));
        static final AmqpBroker BROKER = start(HOME);

        private static Path folder() {
            try {
                return Files.createTempDirectory("broker");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static TlsKeys keys(Path file) {
            try {
                TlsKeys pair = TlsKeys.selfSigned(file, "EC");
                Files.writeString(file.resolveSibling("broker.pem"), pair.chainPem());
                Files.writeString(file.resolveSibling("key.pem"), pair.keyPem());
                return pair;
            } catch (Exception e) { // of the keys of the tests
                throw new IllegalStateException(e);
            }
        }

        private static AmqpBroker start(Path home) {
            try {
                List<String> queues =
                        IntStream.range(0, 40).mapToObj(i -> "q" + i).toList();
                AmqpBroker broker = AmqpBroker.start(home, home.resolve("broker.p12"), queues);
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                return broker;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int used;

    /** Returns an empty queue that no other test has. */
    static synchronized String queue() {
        return "q" + used++;
    }

    static AmqpBroker broker() {
        return Shared.BROKER;
    }

    /** Returns the file with the certificate of its port with TLS. */
    static Path certificate() {
        return Shared.HOME.resolve("broker.pem");
    }

    /** Returns the pair of its ports with TLS. */
    static TlsKeys keys() {
        return Shared.KEYS;
    }

    /** Returns the file with the certificate's key, for a hub that shows the same one. */
    static Path key() {
        return Shared.HOME.resolve("key.pem");
    }

    /** Something to do with a session. */
    public interface Work {
        void with(Session session) throws JMSException;
    }

    /** Does something with a session, as any program would. */
    public static void session(String url, Work work) {
        try (Connection connection =
                new JmsConnectionFactory(AmqpBroker.USER, AmqpBroker.PASSWORD, url).createConnection()) {
            connection.start();
            work.with(connection.createSession());
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes all messages of a queue. */
    public static List<Message> messages(String url, String queue) {
        List<Message> all = new ArrayList<>();
        session(url, session -> {
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            for (Message next = consumer.receive(2_000); next != null; next = consumer.receive(200)) {
                all.add(next);
            }
        });
        return all;
    }

    /** A message to send, made in a session. */
    public interface Made {
        Message in(Session session) throws JMSException;
    }

    public static void send(String url, String queue, Made... messages) {
        session(url, session -> {
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            for (Made each : messages) {
                producer.send(each.in(session));
            }
        });
    }
}
