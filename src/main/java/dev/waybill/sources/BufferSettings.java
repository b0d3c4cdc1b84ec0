package dev.waybill.sources;

import dev.waybill.settings.Setting;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code waybill.sources.<name>.buffer}: the topic in front of the inbox that takes the source's webhooks, also while
 * PostgreSQL is away.
 *
 * @param sources the sources by name
 */
@Validated
@ConfigurationProperties("waybill")
public record BufferSettings(@DefaultValue Map<String, One> sources) {

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    public BufferSettings {
        sources = Map.copyOf(sources);
        Setting.hold(sources.entrySet().stream()
                .flatMap(each -> Stream.ofNullable(each.getValue().buffer())
                        .map(buffer -> (Runnable) () -> buffer.check(at(each.getKey()))))
                .toArray(Runnable[]::new));
    }

    /** Returns the settings of hubs without any buffer. */
    public static BufferSettings none() {
        return new BufferSettings(Map.of());
    }

    /** Returns the name of the setting of a source's buffer. */
    public static String at(String source) {
        return "waybill.sources.%s.buffer".formatted(source);
    }

    /** Returns the buffers by the names of their sources, in the order of the names. */
    public Map<String, Buffer> all() {
        Map<String, Buffer> all = new TreeMap<>();
        sources.forEach((name, one) -> {
            if (one.buffer() != null && !one.buffer().connection().isEmpty()) {
                all.put(name, one.buffer());
            }
        });
        return all;
    }

    /** True if the source's webhooks go to a topic first, and so need no inbox. */
    public boolean has(Source source) {
        One one = sources.get(source.name());
        return one != null && one.buffer() != null && !one.buffer().connection().isEmpty();
    }

    /**
     * One source.
     *
     * @param buffer its buffer; null: none
     */
    public record One(@Nullable Buffer buffer) {}

    /**
     * A topic that holds webhooks until the inbox has them.
     *
     * @param connection the name of a connection to Kafka; empty: no buffer
     * @param topic the topic
     * @param groupId the consumer group of all hubs of a database; empty: waybill- and the topic
     */
    public record Buffer(
            @DefaultValue("") String connection,
            @DefaultValue("") String topic,
            @DefaultValue("") String groupId) {

        /** Returns the consumer group. */
        public String group() {
            return groupId.isEmpty() ? "waybill-" + topic : groupId;
        }

        private void check(String at) {
            Setting written = Setting.of(at + ".connection", connection);
            Setting records = Setting.of(at + ".topic", topic);
            written.needs(records);
            records.needs(written);
            Setting.of(at + ".group-id", groupId).needs(written);
            records.check(
                    topic.isEmpty() || TOPIC.matcher(topic).matches(),
                    "must be the name of a topic: 1 to 249 of a-z, A-Z, 0-9, dot, - and _");
        }
    }
}
