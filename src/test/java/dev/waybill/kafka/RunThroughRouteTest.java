package dev.waybill.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbox.ArrivalContext;
import dev.waybill.inbox.IntakeOutcome;
import dev.waybill.kafka.StoreRecords.Ended;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.quarantine.QuarantineSettings;
import dev.waybill.sources.TestSources;
import dev.waybill.webhook.WebhookContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultConsumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** One record on its way into the route: what of it the route sees, and what counts as settled. */
class RunThroughRouteTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicReference<Exchange> ran = new AtomicReference<>();
    private IntakeOutcome outcome = new IntakeOutcome.Stored(7);
    private Throwable failure;
    private RunThroughRoute records;

    @BeforeEach
    void route() throws Exception {
        camel.start();
        // never started: whatever goes there is refused at once
        Quarantine closed = new Quarantine(
                JdbcClient.create(new SimpleDriverDataSource()),
                Binder.get(new StandardEnvironment())
                        .bindOrCreate("waybill.inbox.quarantine", QuarantineSettings.class),
                System::nanoTime,
                new SimpleMeterRegistry());
        camel.addRoutes(new RouteBuilder() {

            @Override
            public void configure() {
                from("direct:x").errorHandler(noErrorHandler()).process(exchange -> ran(exchange));
            }
        });
        DefaultConsumer consumer =
                (DefaultConsumer) camel.getRoutes().getFirst().getConsumer();
        records = new RunThroughRoute(consumer, TestSources.of("stream", "preset=kafka"), closed, 50);
    }

    private void ran(Exchange exchange) throws Exception {
        ran.set(exchange);
        ((ArrivalContext) exchange.getProperty("WaybillWebhook")).setOutcome(outcome);
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof Exception exception) {
            throw exception;
        }
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, String body, Map<String, byte[]> headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("orders", 3, 42, key, body == null ? null : body.getBytes(UTF_8));
        headers.forEach(record.headers()::add);
        return record;
    }

    @Test
    void the_key_of_a_record_is_its_group_as_text_or_as_digits() {
        assertThat(records.group(record("Zoë".getBytes(UTF_8), "{\"type\":\"A\"}", Map.of())))
                .isEqualTo("Zoë");
        assertThat(records.group(record(new byte[] {(byte) 0xff, 1}, "{\"type\":\"A\"}", Map.of())))
                .isEqualTo("0xff01");
        assertThat(records.group(record(null, "{\"type\":\"A\"}", Map.of()))).isNull();
        assertThat(records.group(record("a".getBytes(UTF_8), "no JSON", Map.of())))
                .isNull();
        assertThat(records.group(record("a".getBytes(UTF_8), null, Map.of()))).isNull();
    }

    @Test
    void a_tombstone_runs_through_no_route() {
        assertThat(records.store(record("a".getBytes(UTF_8), null, Map.of()), false))
                .isCompletedWithValue(Ended.UNKNOWN); // the quarantine is closed
        assertThat(ran.get()).isNull();
    }

    @Test
    void no_header_of_a_record_is_one_of_the_exchange_and_none_names_its_place() {
        Map<String, byte[]> headers = new HashMap<>();
        headers.put("CamelHttpUri", "evil".getBytes(UTF_8));
        headers.put("Kafka.Place", "evil".getBytes(UTF_8));
        headers.put("", "empty".getBytes(UTF_8));
        headers.put("line\nbreak\u0000", new byte[] {(byte) 0xff});
        headers.put("nothing", null);
        assertThat(records.store(record("a".getBytes(UTF_8), "{\"type\":\"A\"}", headers), false))
                .isCompletedWithValue(Ended.STORED);

        assertThat(ran.get().getMessage().getHeaders()).containsOnlyKeys("CamelInboxSource");
        WebhookContext context = (WebhookContext) ran.get().getProperty("WaybillWebhook");
        assertThat(context.received().headers().getAll("kafka.place")).containsExactly("orders-3@42");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_outcome_that_is_not_known_is_not_settled(boolean thrown) {
        outcome = new IntakeOutcome.Unknown("away", null);
        failure = thrown ? new IllegalStateException("away") : null;
        assertThat(records.store(record(null, "{\"type\":\"A\"}", Map.of()), false))
                .isCompletedWithValue(Ended.UNKNOWN);
    }

    @Test
    void a_failure_behind_the_commit_does_not_hold_the_partition() {
        failure = new IllegalStateException("of a later step");
        assertThat(records.store(record(null, "{\"type\":\"A\"}", Map.of()), false))
                .isCompletedWithValue(Ended.STORED);
    }

    @Test
    void a_record_that_is_too_large_is_settled_by_the_quarantine_alone() {
        String large = "{\"type\":\"%s\"}".formatted("x".repeat(50));
        assertThat(records.store(record(null, large, Map.of()), false).join())
                .isEqualTo(Ended.UNKNOWN); // it is not running
        assertThat(ran.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, Void.class})
    void a_route_that_asks_the_inbox_nothing_does_not_settle_a_record(Class<?> thrown) throws Exception {
        outcome = null;
        failure = thrown == Void.class
                ? null
                : (Throwable) thrown.getConstructor().newInstance();
        ConsumerRecord<byte[], byte[]> record = record(null, "{\"type\":\"A\"}", Map.of());
        assertThat(records.store(record, false)).isCompletedWithValue(Ended.UNANSWERED);
        assertThat(records.store(record, true)) // goes to quarantine, which is not running
                .isCompletedWithValue(Ended.UNKNOWN);
    }

    @Test
    void an_event_that_conflicts_is_refused() {
        outcome = new IntakeOutcome.Conflict(7);
        assertThat(records.store(record(null, "{\"type\":\"A\"}", Map.of()), false))
                .isCompletedWithValue(Ended.REFUSED);
    }

    @Test
    void a_key_that_is_too_long_is_kept_as_its_digest_and_its_group_is_the_same() {
        String longest = "k".repeat(255);
        assertThat(group(longest)).isEqualTo(longest);
        records.store(record((longest + "k").getBytes(UTF_8), "{\"type\":\"A\"}", Map.of()), false);
        WebhookContext context = (WebhookContext) ran.get().getProperty("WaybillWebhook");
        assertThat(context.received().headers().get("kafka.key"))
                .isEqualTo(DigestUtils.sha256Hex(longest + "k"))
                .isEqualTo(group(longest + "k"));
    }

    private String group(String key) {
        return records.group(record(key.getBytes(UTF_8), "{\"type\":\"A\"}", Map.of()));
    }

    @Test
    void a_place_in_a_topic_with_a_long_name_is_a_key() {
        records.store(
                new ConsumerRecord<>("t".repeat(249), 1000, 1_000_000, null, "{\"type\":\"A\"}".getBytes(UTF_8)),
                false);
        WebhookContext context = (WebhookContext) ran.get().getProperty("WaybillWebhook");
        assertThat(context.received().headers().get("kafka.place")).hasSize(64);
    }
}
