package dev.waybill.buffer;

import dev.waybill.availability.Intake;
import dev.waybill.availability.ReaderTroubles;
import dev.waybill.batch.BatchWriter.Capacity;
import dev.waybill.inbox.AcceptArrival;
import dev.waybill.inbox.ArrivalContext.TakeArrivals;
import dev.waybill.inbox.IntakeSettings;
import dev.waybill.kafka.ReadTopic;
import dev.waybill.kafka.SafeReading;
import dev.waybill.kafka.TopicClient;
import dev.waybill.kafka.TopicClient.Limits;
import dev.waybill.kafka.TopicPromise;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.sources.BufferSettings;
import dev.waybill.sources.BufferSettings.Buffer;
import dev.waybill.sources.Source;
import dev.waybill.sources.Sources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Makes the buffers that the settings name, if Kafka's client is on the class path. */
@ConditionalOnClass(KafkaClientFactory.class)
@Configuration(proxyBeanMethods = false)
class BufferConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(BufferConfiguration.class);

    /** The limit of the client alone. A topic's own limit decides, and its answer says so. */
    private static final int MOST_BYTES = 256 << 20;

    /** The client needs as long to ask another broker, however short a sender waits. */
    private static final int LEAST_MILLIS = 1_000;

    /** The sending halves by the names of sources; those of one topic share one. */
    record Sending(Map<String, SendToTopic> bySource) {}

    @Bean
    Sending sendToBuffers(BufferSettings buffers, BeanFactory beans, IntakeSettings settings) {
        Map<Buffer, SendToTopic> made = new LinkedHashMap<>();
        Map<String, SendToTopic> bySource = new LinkedHashMap<>();
        buffers.all().forEach((source, buffer) -> {
            bySource.put(source, made.computeIfAbsent(buffer, one -> sending(one, beans, settings)));
            LOG.info(
                    "Source {} is buffered: 200 means that the brokers of {} have the webhook in the topic {}",
                    source,
                    buffer.connection(),
                    buffer.topic());
        });
        return new Sending(bySource);
    }

    private static SendToTopic sending(Buffer buffer, BeanFactory beans, IntakeSettings settings) {
        int millis = (int) Math.max(LEAST_MILLIS, settings.answerWithin().toMillis());
        KafkaClientFactory login = login(buffer, beans);
        TopicClient client = new TopicClient(
                buffer.topic(),
                login,
                () -> {
                    Properties ours = new Properties();
                    ours.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
                    return ours;
                },
                new Limits(millis / 3, millis));
        return new SendToTopic(
                buffer.topic(),
                client,
                () -> TopicPromise.of(buffer.topic(), login),
                new Capacity(settings.queueEvents(), settings.queueBytes().toBytes()));
    }

    @Bean
    Buffers buffers(Sending sending, IntakeSettings settings) {
        return new Buffers(sending.bySource().values().stream().distinct().toList(), settings);
    }

    @Bean
    @Primary
    TakeArrivals takeToBuffer(Sending sending, AcceptArrival inbox, IntakeSettings settings) {
        return new TakeToBuffer(sending.bySource(), inbox, settings.answerWithin());
    }

    @Bean
    ReadBuffers readBuffers(
            BufferSettings buffers,
            BeanFactory beans,
            Sources sources,
            AcceptArrival inbox,
            Quarantine quarantine,
            Intake intake,
            ReaderTroubles troubles,
            Environment environment) {
        DataSize most = Binder.get(environment)
                .bind("waybill.listener.max-body", DataSize.class)
                .orElse(DataSize.ofMegabytes(1));
        Map<Buffer, Supplier<ReadTopic>> topics = new LinkedHashMap<>();
        buffers.all().forEach((name, buffer) -> {
            Source first = Objects.requireNonNull(sources.named(name));
            KafkaClientFactory login = login(buffer, beans);
            topics.putIfAbsent(
                    buffer,
                    () -> new ReadTopic(
                            buffer.topic(),
                            () -> consumer(login, buffer),
                            () -> intake.closed() != null,
                            new StoreBuffered(first, inbox, quarantine, (int) most.toBytes()),
                            troubles.ofReader()));
        });
        return new ReadBuffers(topics);
    }

    @Bean
    ReadyWithBuffer readyWithBuffer(BufferSettings buffers) {
        return new ReadyWithBuffer(!buffers.all().isEmpty());
    }

    private static KafkaClientFactory login(Buffer buffer, BeanFactory beans) {
        return beans.getBean("waybill.connections.%s.login".formatted(buffer.connection()), KafkaClientFactory.class);
    }

    @SuppressWarnings("unchecked")
    private static Consumer<byte[], byte[]> consumer(KafkaClientFactory login, Buffer buffer) {
        return (Consumer<byte[], byte[]>) login.getConsumer(SafeReading.with(new Properties(), buffer.group()));
    }
}
