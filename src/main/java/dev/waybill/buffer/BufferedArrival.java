package dev.waybill.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.inbox.Arrival;
import dev.waybill.kafka.Outgoing;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * An arrival as a record of a buffer. The value is the event's body, the record's key is source and message group, and
 * each other part is a header. Records of today are read by later hubs: a change of the form needs a new number of it.
 *
 * @param proof the header lines by which the webhook can be verified again
 * @param item its place among the events of its request, such as {@code 2 of 3}; empty if it came alone
 */
record BufferedArrival(Arrival arrival, byte[] proof, String item) {

    static final String FORM = "waybill-form";
    static final String FORM_NOW = "1";

    private static final String SOURCE = "waybill-source";
    private static final String KEY = "waybill-key";
    private static final String GROUP = "waybill-group";
    private static final String TYPE = "waybill-type";
    private static final String DIGEST = "waybill-digest";
    private static final String SECRET_ID = "waybill-secret-id";
    private static final String HEADERS = "waybill-headers";
    private static final String PROOF = "waybill-proof";
    private static final String ONLY_ONCE_WITHIN = "waybill-only-once-within";
    private static final String RECEIVED = "waybill-received";
    private static final String ITEM = "waybill-item";

    private static final int OVERHEAD = 1024;

    /** Returns the arrivals of one request. */
    static List<BufferedArrival> of(List<Arrival> arrivals, byte[] proof) {
        List<BufferedArrival> all = new ArrayList<>(arrivals.size());
        for (int i = 0; i < arrivals.size(); i++) {
            all.add(new BufferedArrival(
                    arrivals.get(i), proof, arrivals.size() == 1 ? "" : "%d of %d".formatted(i + 1, arrivals.size())));
        }
        return all;
    }

    /** Returns the text that events have in common which must stay in order; null without a message group. */
    static @Nullable String order(String source, @Nullable String group) {
        return group == null ? null : source + "/" + group; // no source has a slash in its name
    }

    /** Returns the bytes as they were received. */
    byte[] received() {
        byte[] other = arrival.received();
        return other == null ? arrival.body() : other;
    }

    /** Returns the approximate size in bytes. */
    long weight() {
        return OVERHEAD + arrival.headers().length + proof.length + arrival.body().length + (long) received().length;
    }

    ProducerRecord<String, Outgoing> record(String topic) {
        List<Header> headers = new ArrayList<>();
        put(headers, FORM, FORM_NOW);
        put(headers, SOURCE, arrival.source());
        put(headers, KEY, arrival.key());
        put(headers, GROUP, arrival.group());
        put(headers, TYPE, arrival.type());
        put(headers, DIGEST, arrival.digest());
        put(headers, SECRET_ID, arrival.secretId());
        put(headers, HEADERS, arrival.headers());
        put(headers, PROOF, proof);
        Duration once = arrival.onlyOnceWithin();
        put(headers, ONLY_ONCE_WITHIN, once == null ? null : once.toString());
        put(headers, RECEIVED, arrival.received());
        put(headers, ITEM, item.isEmpty() ? null : item);
        String key = order(arrival.source(), arrival.group());
        return new ProducerRecord<>(topic, null, null, key, new Outgoing(key, arrival.body()), headers);
    }

    /**
     * Reads a record.
     *
     * @throws NotOurs if it is no record of a buffer, or one of a form that this hub does not know
     */
    static BufferedArrival of(ConsumerRecord<byte[], byte[]> record) {
        String form = text(record, FORM);
        if (!FORM_NOW.equals(form)) {
            throw new NotOurs("its form is %s, and this hub reads %s".formatted(form, FORM_NOW));
        }
        if (record.value() == null) {
            throw new NotOurs("it has no value");
        }
        byte[] once = found(record, ONLY_ONCE_WITHIN);
        byte[] group = found(record, GROUP);
        byte[] item = found(record, ITEM);
        Arrival arrival = new Arrival(
                text(record, SOURCE),
                text(record, KEY),
                group == null ? null : new String(group, UTF_8),
                text(record, TYPE),
                needed(record, DIGEST),
                text(record, SECRET_ID),
                needed(record, HEADERS),
                record.value(),
                once == null ? null : duration(new String(once, UTF_8)),
                found(record, RECEIVED));
        return new BufferedArrival(arrival, needed(record, PROOF), item == null ? "" : new String(item, UTF_8));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new NotOurs("its header %s is no duration".formatted(ONLY_ONCE_WITHIN));
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(needed(record, name), UTF_8);
    }

    private static byte[] needed(ConsumerRecord<byte[], byte[]> record, String name) {
        byte[] value = found(record, name);
        if (value == null) {
            throw new NotOurs("it has no header " + name);
        }
        return value;
    }

    private static byte @Nullable [] found(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    private static void put(List<Header> headers, String name, @Nullable String value) {
        put(headers, name, value == null ? null : value.getBytes(UTF_8));
    }

    private static void put(List<Header> headers, String name, byte @Nullable [] value) {
        if (value != null) {
            headers.add(new RecordHeader(name, value));
        }
    }

    /** A record of the topic is none that a door of ours has written. The message says why. */
    static final class NotOurs extends RuntimeException {

        NotOurs(String reason) {
            super(reason, null, false, false);
        }
    }
}
