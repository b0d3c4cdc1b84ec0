package dev.waybill.kafka;

import dev.waybill.wire.Wire;
import dev.waybill.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a record on its way out.
 *
 * @param key the record's key; null if it has none
 */
public record Outgoing(@Nullable String key, byte[] body) {

    /**
     * Records the bytes that the client takes, once it knows the topic. It is called on the thread that sends; the client
     * makes it itself.
     */
    public static final class Told implements Serializer<Outgoing> {

        @Override
        public byte[] serialize(String topic, Outgoing record) {
            return record.body;
        }

        @Override
        public byte[] serialize(String topic, Headers headers, Outgoing record) {
            WireMessage told = Wire.begin("kafka://" + topic);
            if (told != null) {
                if (record.key != null) {
                    told.line("Key: " + record.key);
                }
                for (Header header : headers) {
                    told.line(header.key() + ": " + new String(header.value(), StandardCharsets.UTF_8));
                }
                told.hasBody();
                told.writeBytes(record.body);
            }
            return record.body;
        }
    }
}
