package dev.waybill.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The promise of a topic for a record that its brokers have acknowledged.
 *
 * @param replication the brokers that shall have it
 * @param minInsync those that have it at least, if there are as many
 */
public record TopicPromise(int replication, int minInsync) {

    private static final int MILLIS = 8_000;

    /** True if a record may be on one broker alone, and is lost with it. */
    public boolean isOfOneBroker() {
        return Math.min(replication, minInsync) < 2;
    }

    /** Asks the brokers; returns null if they don't say. */
    public static @Nullable TopicPromise of(String topic, KafkaClientFactory clients) {
        if (!(clients instanceof KafkaLogin login)) {
            return null;
        }
        Admin admin = null;
        try {
            admin = login.admin(MILLIS);
            ConfigResource settings = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of(topic)).allTopicNames().get(MILLIS, TimeUnit.MILLISECONDS);
            Map<ConfigResource, Config> set =
                    admin.describeConfigs(List.of(settings)).all().get(MILLIS, TimeUnit.MILLISECONDS);
            int replication = requireNonNull(described.get(topic)).partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            ConfigEntry least = requireNonNull(set.get(settings)).get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
            return new TopicPromise(replication, Integer.parseInt(least.value()));
        } catch (ExecutionException | TimeoutException | KafkaException e) { // such as a login without the right to ask
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }
}
