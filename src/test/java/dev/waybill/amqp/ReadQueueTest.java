package dev.waybill.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.amqp.StoreMessages.Ended;
import dev.waybill.availability.ReaderTroubles;
import dev.waybill.kit.AmqpBroker;
import dev.waybill.sources.Source;
import dev.waybill.sources.TestSources;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.qpid.jms.JmsConnection;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reading of a queue of a real broker, which gives a message up after three failed deliveries. */
class ReadQueueTest {

    private static final Source SHOP = TestSources.of("shop", "preset=amqp");

    private final String queue = Broker.queue();
    private final Store store = new Store();
    private final AtomicInteger connections = new AtomicInteger();
    private final ReaderTroubles troubles = new ReaderTroubles();
    private volatile boolean away;
    private ReadQueue reading = reading(Duration.ofSeconds(30));

    /** Stores what it is told to. */
    private static final class Store implements StoreMessages {

        final List<String> asked = new CopyOnWriteArrayList<>();
        final Map<String, CompletableFuture<Ended>> open = new ConcurrentHashMap<>();
        volatile boolean closed;
        volatile Ended always;

        @Override
        public IncomingMessage read(Message message) {
            return IncomingMessage.of(message, "q", SHOP, 1000);
        }

        @Override
        public CompletableFuture<Ended> store(IncomingMessage message, boolean last) {
            String id = message.received().headers().get("idempotency_key") + (last ? " last" : "");
            asked.add(id);
            Ended end = always;
            return end == null
                    ? open.computeIfAbsent(id, any -> new CompletableFuture<>())
                    : CompletableFuture.completedFuture(end);
        }

        void answer(String id, Ended end) {
            open.remove(id).complete(end);
        }
    }

    private ReadQueue reading(Duration patience) {
        ReadQueue.Opened opened = new ReadQueue.Opened() {

            @Override
            public String named() {
                return "queue " + queue;
            }

            @Override
            public JmsConnection connect() throws JMSException {
                connections.incrementAndGet();
                if (away) {
                    throw new JMSException("no broker answers");
                }
                JmsConnection open = (JmsConnection) new JmsConnectionFactory(
                                AmqpBroker.USER,
                                AmqpBroker.PASSWORD,
                                Broker.broker().url())
                        .createConnection();
                open.start();
                return open;
            }

            @Override
            public MessageConsumer in(Session session) throws JMSException {
                return session.createConsumer(session.createQueue(queue));
            }
        };
        return new ReadQueue(opened, () -> store.closed, store, troubles.ofReader(), patience);
    }

    @AfterEach
    void stop() throws InterruptedException {
        reading.stop();
        reading.awaitEnd(Duration.ofSeconds(10));
    }

    private void start() {
        Thread.ofVirtual().start(reading);
    }

    private void arrive(String... groups) {
        for (int i = 0; i < groups.length; i++) {
            String key = groups[i] + i;
            String group = groups[i];
            Broker.send(Broker.broker().url(), queue, session -> {
                Message message = session.createTextMessage("{\"type\":\"A\"}");
                message.setStringProperty("JMSXGroupID", group);
                message.setStringProperty("idempotency_key", key);
                return message;
            });
        }
    }

    private List<String> left() throws InterruptedException {
        stop();
        return Broker.messages(Broker.broker().url(), queue).stream()
                .map(each -> {
                    try {
                        return each.getStringProperty("idempotency_key");
                    } catch (JMSException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    void a_broker_that_is_away_needs_attention_as_long_as_the_queue_is_read() throws Exception {
        away = true;
        start();
        await().untilAsserted(() -> assertThat(troubles.now())
                .singleElement()
                .asString()
                .startsWith("The queue %s can't be read: ".formatted(queue)));
        stop();
        assertThat(troubles.now()).isEmpty();
    }

    @Test
    void a_message_is_acknowledged_after_it_is_stored_and_not_before() throws Exception {
        arrive("a", "b");
        start();
        await().until(() -> store.asked.size() == 2);
        store.answer("b1", Ended.STORED);
        await().during(Duration.ofMillis(300)).until(() -> store.asked.size() == 2);
        reading.stop();
        store.answer("a0", Ended.UNKNOWN);
        assertThat(left()).containsExactly("a0");
    }

    @Test
    void messages_of_a_group_are_stored_one_after_another_and_behind_a_failure_none() throws Exception {
        arrive("a", "a", "b");
        start();
        await().until(() -> store.asked.size() == 2);
        assertThat(store.asked).containsExactly("a0", "b2");
        store.answer("b2", Ended.STORED);
        store.answer("a0", Ended.UNKNOWN);

        await().until(() -> store.asked.size() == 3);
        assertThat(store.asked).endsWith("a0");
        store.answer("a0", Ended.STORED);
        await().until(() -> store.asked.size() == 4);
        assertThat(store.asked).endsWith("a1");
        store.answer("a1", Ended.STORED);
        assertThat(left()).isEmpty();
    }

    @Test
    void what_can_not_be_stored_goes_back_to_the_broker_and_does_not_count_as_a_failed_delivery() throws Exception {
        reading = reading(Duration.ofMillis(200));
        store.always = Ended.UNKNOWN;
        arrive("a", "a");
        start();
        await().atMost(Duration.ofSeconds(30)).until(() -> connections.get() > 5);
        store.asked.clear();
        store.always = Ended.STORED;
        await().atMost(Duration.ofSeconds(10)).until(() -> store.asked.contains("a1"));
        assertThat(store.asked.indexOf("a0")).isLessThan(store.asked.indexOf("a1"));
        assertThat(left()).isEmpty();
    }

    @Test
    void nothing_is_received_while_nothing_can_be_stored() {
        store.closed = true;
        arrive("a");
        start();
        await().during(Duration.ofMillis(700)).until(() -> connections.get() == 0);
        store.closed = false;
        await().until(() -> store.asked.equals(List.of("a0")));
        store.answer("a0", Ended.STORED);
    }

    @Test
    void what_is_no_event_holds_nothing_up() throws Exception {
        arrive("a", "a");
        start();
        await().until(() -> store.asked.size() == 1);
        store.answer("a0", Ended.REFUSED);
        await().until(() -> store.asked.size() == 2);
        store.answer("a1", Ended.STORED);
        assertThat(left()).isEmpty();
    }

    @Test
    void a_route_that_asks_the_inbox_nothing_has_ten_tries() {
        store.always = Ended.UNANSWERED;
        arrive("a");
        start();
        await().atMost(Duration.ofSeconds(20)).until(() -> store.asked.contains("a0 last"));
        assertThat(store.asked.indexOf("a0 last")).isEqualTo(OpenMessages.TRIES - 1);
        store.always = Ended.REFUSED;
    }

    @Test
    void a_hundred_refused_messages_in_a_row_slow_it_down() throws Exception {
        store.always = Ended.REFUSED;
        String[] many = new String[ReadQueue.MANY + 5];
        java.util.Arrays.setAll(many, i -> "g" + i);
        Broker.Made[] messages = new Broker.Made[ReadQueue.MANY + 5];
        java.util.Arrays.setAll(messages, i -> session -> {
            Message message = session.createTextMessage("{}");
            message.setStringProperty("idempotency_key", "k" + i);
            return message;
        });
        Broker.send(Broker.broker().url(), queue, messages);
        start();
        await().until(() -> store.asked.size() >= ReadQueue.MANY);
        await().during(Duration.ofSeconds(2)).until(() -> connections.get() == 1);
        assertThat(store.asked.size() + left().size()).isEqualTo(ReadQueue.MANY + 5);
        assertThat(left()).isEmpty();
    }
}
