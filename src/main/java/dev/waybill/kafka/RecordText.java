package dev.waybill.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.PostgresText;
import dev.waybill.sources.Source;
import dev.waybill.webhook.Received;
import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads a record as if it had come in as a request: its headers, place and key are header lines. */
public final class RecordText {

    private static final String OURS = "kafka.";
    /** The bytes that a key of an event, and a message group, have at most. */
    private static final int LONGEST = 255;

    private static final byte[] NOTHING = {};

    private RecordText() {}

    /** @param mostBytes the largest body of an event; a larger one is cut */
    public static Received received(Source source, ConsumerRecord<byte[], byte[]> record, int mostBytes) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (Header header : record.headers()) {
            if (!header.key().toLowerCase(Locale.ROOT).startsWith(OURS)) {
                headers.add(header.key(), text(header.value()));
            }
        }
        headers.add(OURS + "place", kept(place(record)));
        headers.add(OURS + "timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        if (record.key() != null) {
            headers.add(OURS + "key", kept(text(record.key())));
        }
        byte[] body = record.value() == null ? NOTHING : record.value();
        return new Received(source, headers, isLarger(record, mostBytes) ? Arrays.copyOf(body, mostBytes) : body);
    }

    static boolean isLarger(ConsumerRecord<byte[], byte[]> record, int mostBytes) {
        return record.value() != null && record.value().length > mostBytes;
    }

    /** Returns the text, or its digest if no key and no group may be as long. */
    private static String kept(String text) {
        return PostgresText.bytes(text) <= LONGEST ? text : DigestUtils.sha256Hex(text);
    }

    /** Returns the place of a record, such as {@code orders-2@17}. */
    public static String place(ConsumerRecord<?, ?> record) {
        return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    }

    /** Returns the text, or the digits of bytes that are none. */
    private static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "";
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
    }
}
