package dev.waybill.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.buffer.BufferedArrival.NotOurs;
import dev.waybill.inbox.Arrival;
import dev.waybill.kafka.Outgoing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of a buffer's records: a later hub has to read those of today. */
class BufferedArrivalTest {

    private static final byte[] DIGEST = new byte[32];

    private static Arrival arrival(String group, Duration once, String received) {
        return new Arrival(
                "covver",
                "k-1",
                group,
                "OrderPlaced",
                DIGEST,
                "current",
                "[[\"a\",\"b\"]]".getBytes(UTF_8),
                "{\"n\":1}".getBytes(UTF_8),
                once,
                received == null ? null : received.getBytes(UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<String, Outgoing> sent) {
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                sent.key() == null ? null : sent.key().getBytes(UTF_8),
                sent.value().body());
        sent.headers().forEach(read.headers()::add);
        return read;
    }

    @Test
    void an_arrival_comes_out_as_it_went_in() {
        for (Arrival one : List.of(
                arrival("o-1", null, null),
                arrival(null, Duration.ofDays(30), "{ \"n\": 1 }"),
                arrival("Zoë/2", Duration.ofMillis(1), null))) {
            BufferedArrival sent =
                    BufferedArrival.of(List.of(one), "[]".getBytes(UTF_8)).getFirst();
            BufferedArrival back = BufferedArrival.of(read(sent.record("in")));
            assertThat(back).usingRecursiveComparison().isEqualTo(sent);
        }
    }

    @Test
    void the_record_key_is_the_source_with_the_message_group_and_none_without_one() {
        assertThat(BufferedArrival.of(List.of(arrival("o-1", null, null)), DIGEST)
                        .getFirst()
                        .record("in")
                        .key())
                .isEqualTo("covver/o-1");
        assertThat(BufferedArrival.of(List.of(arrival(null, null, null)), DIGEST)
                        .getFirst()
                        .record("in")
                        .key())
                .isNull();
    }

    @Test
    void one_of_several_events_knows_its_place() {
        List<BufferedArrival> two =
                BufferedArrival.of(List.of(arrival("a", null, null), arrival("b", null, null)), DIGEST);
        assertThat(two).extracting(BufferedArrival::item).containsExactly("1 of 2", "2 of 2");
        assertThat(BufferedArrival.of(read(two.getLast().record("in"))).item()).isEqualTo("2 of 2");
    }

    /** Changes of these names or values lose webhooks that are in a topic during an upgrade. */
    private static Map<String, String> formOne() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("waybill-form", "1");
        headers.put("waybill-source", "covver");
        headers.put("waybill-key", "k-1");
        headers.put("waybill-group", "o-1");
        headers.put("waybill-type", "OrderPlaced");
        headers.put("waybill-digest", new String(DIGEST, UTF_8));
        headers.put("waybill-secret-id", "current");
        headers.put("waybill-headers", "[[\"a\",\"b\"]]");
        headers.put("waybill-proof", "[[\"a\",\"signature\"]]");
        headers.put("waybill-only-once-within", "PT720H");
        headers.put("waybill-received", "{ \"n\": 1 }");
        return headers;
    }

    private static ConsumerRecord<byte[], byte[]> record(Map<String, String> headers, String body) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("in", 0, 0, null, body == null ? null : body.getBytes(UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    @Test
    void a_record_of_the_first_form_is_read() {
        BufferedArrival read = BufferedArrival.of(record(formOne(), "{\"n\":1}"));
        assertThat(read.arrival())
                .usingRecursiveComparison()
                .isEqualTo(arrival("o-1", Duration.ofDays(30), "{ \"n\": 1 }"));
        assertThat(read.proof()).asString(UTF_8).contains("signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "waybill-form",
                "waybill-source",
                "waybill-key",
                "waybill-type",
                "waybill-digest",
                "waybill-secret-id",
                "waybill-headers",
                "waybill-proof"
            })
    void a_record_without_a_needed_header_is_none_of_ours(String missing) {
        Map<String, String> headers = formOne();
        headers.remove(missing);
        assertThatExceptionOfType(NotOurs.class)
                .isThrownBy(() -> BufferedArrival.of(record(headers, "{}")))
                .withMessage("it has no header " + missing);
    }

    @Test
    void a_record_of_an_unknown_form_is_none_of_ours() {
        Map<String, String> headers = formOne();
        headers.put("waybill-form", "2");
        assertThatExceptionOfType(NotOurs.class)
                .isThrownBy(() -> BufferedArrival.of(record(headers, "{}")))
                .withMessage("its form is 2, and this hub reads 1");
    }

    @Test
    void a_tombstone_and_a_wrong_duration_are_none_of_ours() {
        assertThatExceptionOfType(NotOurs.class).isThrownBy(() -> BufferedArrival.of(record(formOne(), null)));
        Map<String, String> headers = formOne();
        headers.put("waybill-only-once-within", "a day");
        assertThatExceptionOfType(NotOurs.class).isThrownBy(() -> BufferedArrival.of(record(headers, "{}")));
    }
}
