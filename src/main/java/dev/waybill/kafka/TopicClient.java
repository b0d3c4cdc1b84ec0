package dev.waybill.kafka;

import dev.waybill.handover.PermanentRefusal;
import dev.waybill.wire.DestinationAway;
import dev.waybill.wire.Wire;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
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
public final class TopicClient {

    /** The limits of one attempt: until the topic is known, and from then on. Together they are below any call's. */
    static final int KNOWN_WITHIN_MILLIS = 5_000;

    static final int TAKEN_WITHIN_MILLIS = 10_000;

    private final String topic;
    private final KafkaClientFactory clients;
    private final Supplier<Properties> settings;
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Producer<String, Outgoing> producer;
    private boolean closed;

    /**
     * The limits of one record, in milliseconds.
     *
     * @param known until the topic is known
     * @param taken from then on
     */
    public record Limits(int known, int taken) {}

    TopicClient(String topic, KafkaClientFactory clients, Supplier<Properties> settings) {
        this(topic, clients, settings, new Limits(KNOWN_WITHIN_MILLIS, TAKEN_WITHIN_MILLIS));
    }

    /** @param settings those that the client may have beside ours */
    public TopicClient(String topic, KafkaClientFactory clients, Supplier<Properties> settings, Limits limits) {
        this.topic = topic;
        this.clients = clients;
        this.settings = settings;
        this.limits = limits;
    }

    /**
     * Sends a record and waits for its place in the topic.
     *
     * @throws PermanentRefusal if the brokers never take it
     */
    void send(ProducerRecord<String, Outgoing> record) throws InterruptedException {
        Producer<String, Outgoing> open = null;
        long most = limits.taken + 2_000L;
        try {
            open = open();
            RecordMetadata taken = open.send(record).get(most, TimeUnit.MILLISECONDS);
            Wire.note("Taken as: %s-%d@%d".formatted(taken.topic(), taken.partition(), taken.offset()));
        } catch (InterruptException e) { // the attempt was cut off; the client is of use to others
            throw e;
        } catch (TimeoutException e) { // its thread may have ended
            giveUp(open);
            throw new DestinationAway("Kafka's client gave no answer in %d s".formatted(most / 1000));
        } catch (ExecutionException e) {
            throw failed(open, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException | IllegalStateException e) { // the latter if another attempt gave the client up
            throw failed(open, e);
        }
    }

    /**
     * Hands a record over, and waits for nothing but the topic.
     *
     * @return completed once all brokers in sync have it; exceptionally if nobody knows that they do
     */
    public CompletableFuture<RecordMetadata> hand(ProducerRecord<String, Outgoing> record) {
        CompletableFuture<RecordMetadata> end = new CompletableFuture<>();
        Producer<String, Outgoing> open;
        try {
            open = open();
        } catch (KafkaException | DestinationAway e) {
            end.completeExceptionally(e);
            return end;
        }
        try {
            open.send(record, (taken, failure) -> {
                if (failure == null) {
                    end.complete(taken);
                } else {
                    giveUpIfOver(open, failure);
                    end.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            giveUpIfOver(open, e);
            end.completeExceptionally(e);
        }
        return end;
    }

    /** Returns in clear words why a record that was handed over was not taken. May ask the brokers. */
    public String sentence(Throwable failure) {
        return failure instanceof RecordTooLargeException
                ? "the record is larger than the topic %s takes: %s".formatted(topic, failure.getMessage())
                : BrokerFault.sentence(topic, BrokerFault.cause(topic, failure, clients));
    }

    /** Gives the client up on a thread of its own: the failure is told on the client's, which must not wait for itself. */
    private void giveUpIfOver(Producer<String, Outgoing> open, Throwable failure) {
        if (isOfClient(failure)) {
            Thread.startVirtualThread(() -> giveUp(open));
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
    public void close() {
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
            last.close(Duration.ofMillis(limits.taken));
        }
    }

    /** Sets what delivered means, whatever the options of the endpoint say. */
    private Properties safe(Properties settings) {
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limits.known);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, limits.taken);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limits.taken);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, Outgoing.Told.class);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return settings;
    }
}
