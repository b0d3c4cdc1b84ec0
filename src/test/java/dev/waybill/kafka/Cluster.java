package dev.waybill.kafka;

import dev.waybill.kit.KafkaBroker;
import dev.waybill.webhook.TlsKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** One real broker for all tests of this JVM, and plain clients of Kafka's own to look into it. */
public final class Cluster {

    public static final String PASSWORD = "s3cret";

    private Cluster() {}

    private static final class Shared {

        static final Path HOME = folder();
        static final KafkaBroker BROKER = start(HOME);

        private static Path folder() {
            try {
                return Files.createTempDirectory("broker");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static KafkaBroker start(Path home) {
            try {
                Path keys = home.resolve("broker.p12");
                Files.writeString(
                        home.resolve("broker.pem"),
                        TlsKeys.selfSigned(keys, "EC").chainPem());
                KafkaBroker broker = KafkaBroker.start(home, PASSWORD, keys);
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                return broker;
            } catch (Exception e) { // of the keys of the tests
                throw new IllegalStateException(e);
            }
        }
    }

    /** Returns the file with the certificate of its port with TLS. */
    static Path certificate() {
        return Shared.HOME.resolve("broker.pem");
    }

    public static KafkaBroker broker() {
        return Shared.BROKER;
    }

    public static void topic(String brokers, String name, int partitions, Map<String, String> settings) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns all records of a topic, in the order of each partition. */
    public static List<ConsumerRecord<String, String>> records(String brokers, String topic) {
        try (var consumer = new KafkaConsumer<String, String>(
                Map.of("bootstrap.servers", brokers, "max.poll.records", "10000"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> all = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    /** Sends records as any program would, and waits until the broker has them. */
    @SafeVarargs
    public static void send(String brokers, ProducerRecord<byte[], byte[]>... records) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Stream.of(records).forEach(producer::send);
            producer.flush();
        }
    }
}
