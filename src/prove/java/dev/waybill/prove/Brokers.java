package dev.waybill.prove;

import dev.waybill.kit.KafkaBroker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Three brokers of Kafka with a topic that each of them holds: the buffer before the inbox of all hubs. */
final class Brokers implements AutoCloseable {

    static final int NUMBER = 3;

    private static final String TOPIC = "covver-in";
    private static final int PARTITIONS = 6;
    private static final int TRIES = 60;

    private final List<KafkaBroker> all;

    private Brokers(List<KafkaBroker> all) {
        this.all = all;
    }

    /** Starts them, and makes the topic: two brokers at least have what is acknowledged. */
    static Brokers start(Path home) throws IOException, InterruptedException {
        System.setProperty("waybill.hub.ext", client());
        Brokers brokers = new Brokers(KafkaBroker.cluster(home, NUMBER, Ports::free));
        try {
            brokers.makeTopic();
            return brokers;
        } catch (InterruptedException | RuntimeException | Error e) {
            brokers.close();
            throw e;
        }
    }

    /** Returns the jars of Kafka's client, as the archive {@code -ext-kafka} has them. */
    private static String client() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> Path.of(jar)
                        .getFileName()
                        .toString()
                        .matches("(camel-kafka|kafka-clients|zstd-jni|lz4-java|snappy-java)-[0-9].*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void makeTopic() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses()))) {
            for (int tried = 1; true; tried++) {
                try {
                    admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) NUMBER)
                                    .configs(Map.of("min.insync.replicas", "2"))))
                            .all()
                            .get();
                    return;
                } catch (ExecutionException e) { // some of them don't know each other yet
                    if (tried == TRIES) {
                        throw new IllegalStateException("The topic can't be made", e);
                    }
                    Thread.sleep(500);
                }
            }
        }
    }

    private String addresses() {
        return all.stream().map(KafkaBroker::address).collect(Collectors.joining(","));
    }

    /** The settings of each hub. */
    Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "WAYBILL_CONNECTIONS_STREAM_KAFKA_BROKERS",
                addresses(),
                "WAYBILL_SOURCES_COVVER_BUFFER_CONNECTION",
                "stream",
                "WAYBILL_SOURCES_COVVER_BUFFER_TOPIC",
                TOPIC));
    }

    KafkaBroker get(int broker) {
        return all.get(broker);
    }

    @Override
    public void close() {
        all.forEach(KafkaBroker::close);
    }
}
