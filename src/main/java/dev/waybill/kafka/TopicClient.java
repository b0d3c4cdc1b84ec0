package dev.waybill.kafka;

import dev.waybill.handover.PermanentRefusal;
import dev.waybill.wire.DestinationAway;
import dev.waybill.wire.Wire;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's producer for one topic. It is made at the first record, and again after a failure that it does not recover
 * from, such as a refused login: the next attempt then takes the password as it is by then.
 */
final class TopicClient {

    /** The limits of one attempt: until the topic is known, and from then on. Together they are below any call's. */
    static final int KNOWN_WITHIN_MILLIS = 5_000;

    static final int TAKEN_WITHIN_MILLIS = 10_000;

    private static final long WAIT_MILLIS = TAKEN_WITHIN_MILLIS + 2_000;

    private final String topic;
    private final KafkaClientFactory clients;
    private final Supplier<Properties> settings;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Producer<String, Outgoing> producer;
    private boolean closed;

    TopicClient(String topic, KafkaClientFactory clients, Supplier<Properties> settings) {
        this.topic = topic;
        this.clients = clients;
        this.settings = settings;
    }

    /**
     * Sends a record and waits for its place in the topic.
     *
     * @throws PermanentRefusal if the brokers never take it
     */
    void send(ProducerRecord<String, Outgoing> record) throws InterruptedException {
        Producer<String, Outgoing> open = null;
        try {
            open = open();
            RecordMetadata taken = open.send(record).get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            Wire.note("Taken as: %s-%d@%d".formatted(taken.topic(), taken.partition(), taken.offset()));
        } catch (InterruptException e) { // the attempt was cut off; the client is of use to others
            throw e;
        } catch (TimeoutException e) { // its thread may have ended
            giveUp(open);
            throw new DestinationAway("Kafka's client gave no answer in %d s".formatted(WAIT_MILLIS / 1000));
        } catch (ExecutionException e) {
            throw failed(open, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException | IllegalStateException e) { // the latter if another attempt gave the client up
            throw failed(open, e);
        }
    }

    private RuntimeException failed(@Nullable Producer<String, Outgoing> open, Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return new PermanentRefusal(
                    "the record is larger than the topic %s takes: %s".formatted(topic, cause.getMessage()));
        }
        if (cause instanceof InvalidRecordException) { // such as one without a key for a topic that is compacted
            return new PermanentRefusal("the brokers refuse the record: " + cause.getMessage());
        }
        Throwable known = BrokerFault.cause(topic, cause, clients);
        if (isOfClient(known)) {
            giveUp(open);
        }
        return new DestinationAway(BrokerFault.sentence(topic, known));
    }

    /** True if the client does not recover from it, whatever record comes next. */
    private static boolean isOfClient(Throwable failure) {
        return failure.getClass() == KafkaException.class // such as "Producer closed forcefully"
                || failure instanceof IllegalStateException
                || failure instanceof AuthenticationException
                || failure instanceof ClusterAuthorizationException
                || failure instanceof UnsupportedVersionException
                || failure instanceof ProducerFencedException
                || failure instanceof InvalidProducerEpochException
                || failure instanceof OutOfOrderSequenceException;
    }

    @SuppressWarnings("unchecked")
    private Producer<String, Outgoing> open() {
        lock.lock();
        try {
            if (closed) {
                throw new DestinationAway("the route to the topic %s has stopped".formatted(topic));
            }
            if (producer == null) {
                producer = (Producer<String, Outgoing>) clients.getProducer(safe(settings.get()));
            }
            return producer;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(@Nullable Producer<String, Outgoing> failed) {
        if (failed == null) {
            return;
        }
        lock.lock();
        try {
            if (failed != producer) {
                return; // another attempt was first
            }
            producer = null;
        } finally {
            lock.unlock();
        }
        failed.close(Duration.ZERO);
    }

    /** Ends the client for good, once what it has is sent. */
    void close() {
        Producer<String, Outgoing> last;
        lock.lock();
        try {
            closed = true;
            last = producer;
            producer = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close(Duration.ofMillis(TAKEN_WITHIN_MILLIS));
        }
    }

    /** Sets what delivered means, whatever the options of the endpoint say. */
    private static Properties safe(Properties settings) {
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, KNOWN_WITHIN_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TAKEN_WITHIN_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TAKEN_WITHIN_MILLIS);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, Outgoing.Told.class);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return settings;
    }
}
