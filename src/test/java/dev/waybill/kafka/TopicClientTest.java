package dev.waybill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.waybill.handover.PermanentRefusal;
import dev.waybill.wire.DestinationAway;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a producer, with Kafka's own stand-in of one. */
class TopicClientTest {

    private final List<MockProducer<String, Outgoing>> made = new CopyOnWriteArrayList<>();
    private final KafkaClientFactory factory = new DefaultKafkaClientFactory() {

        @Override
        public Producer<?, ?> getProducer(Properties settings) {
            var producer = new MockProducer<>(false, new StringSerializer(), new Outgoing.Told());
            made.add(producer);
            return producer;
        }
    };
    private final TopicClient client = new TopicClient("orders", factory, Properties::new);

    private CompletableFuture<Void> send() {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                client.send(new ProducerRecord<>("orders", null, new Outgoing(null, new byte[0])));
                sent.complete(null);
            } catch (Throwable e) { // for the test to look at
                sent.completeExceptionally(e);
            }
        });
        return sent;
    }

    /** Sends one, and lets it fail once the client has it. */
    private Throwable failing(RuntimeException failure) {
        CompletableFuture<Void> sent = send();
        await().until(() -> !made.isEmpty() && made.getLast().errorNext(failure));
        return failureOf(sent);
    }

    private static Throwable failureOf(CompletableFuture<Void> sent) {
        try {
            sent.get(15, TimeUnit.SECONDS);
            throw new AssertionError("was sent");
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (Exception e) { // late, or cut off
            throw new AssertionError(e);
        }
    }

    private void isSentNow() {
        CompletableFuture<Void> sent = send();
        await().until(() -> made.getLast().completeNext());
        assertThat(sent).succeedsWithin(5, TimeUnit.SECONDS);
    }

    static List<RuntimeException> ofTheClient() {
        return List.of(
                new SaslAuthenticationException("no"),
                new OutOfOrderSequenceException("no"),
                new KafkaException("Producer closed forcefully"));
    }

    @ParameterizedTest
    @MethodSource("ofTheClient")
    void a_failure_of_the_client_gives_it_up(RuntimeException failure) {
        assertThat(failing(failure)).isInstanceOf(DestinationAway.class);
        assertThat(made.getFirst().closed()).isTrue();
        isSentNow();
        assertThat(made).hasSize(2);
    }

    static List<RuntimeException> ofOneRecord() {
        return List.of(
                new TopicAuthorizationException("orders"),
                new RecordTooLargeException("large"),
                new ApiException("unknown to us"));
    }

    @ParameterizedTest
    @MethodSource("ofOneRecord")
    void a_failure_of_one_record_does_not(RuntimeException failure) {
        assertThat(failing(failure)).isInstanceOfAny(DestinationAway.class, PermanentRefusal.class);
        isSentNow();
        assertThat(made).hasSize(1);
    }

    @Test
    void a_client_that_never_answers_is_given_up() {
        assertThat(failureOf(send()))
                .isInstanceOf(DestinationAway.class)
                .hasMessage("Kafka's client gave no answer in 12 s");
        assertThat(made.getFirst().closed()).isTrue();
    }

    @Test
    void a_client_that_was_closed_meanwhile_is_away() {
        isSentNow();
        made.getFirst().close();
        assertThat(failureOf(send())).isInstanceOf(DestinationAway.class);
        isSentNow();
        assertThat(made).hasSize(2);
    }

    @Test
    void no_client_is_made_after_the_stop() {
        client.close();
        assertThatExceptionOfType(DestinationAway.class)
                .isThrownBy(() -> client.send(new ProducerRecord<>("orders", null, new Outgoing(null, new byte[0]))));
        assertThat(made).isEmpty();
    }

    private CompletableFuture<RecordMetadata> hand() {
        return client.hand(new ProducerRecord<>("orders", null, new Outgoing(null, new byte[0])));
    }

    @Test
    void a_record_that_is_handed_over_waits_for_the_brokers_and_not_for_another() {
        CompletableFuture<RecordMetadata> first = hand();
        CompletableFuture<RecordMetadata> second = hand();
        assertThat(first).isNotDone();
        made.getFirst().completeNext();
        assertThat(first).isCompleted();
        made.getFirst().errorNext(new RecordTooLargeException("large"));
        assertThat(second).isCompletedExceptionally();
        assertThat(client.sentence(second.exceptionNow())).startsWith("the record is larger than the topic orders");
        assertThat(made).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("ofTheClient")
    void a_failure_of_the_client_while_it_has_a_record_gives_it_up(RuntimeException failure) {
        CompletableFuture<RecordMetadata> lost = hand();
        made.getFirst().errorNext(failure);
        assertThat(lost).isCompletedExceptionally();
        await().until(() -> made.getFirst().closed());
        CompletableFuture<RecordMetadata> next = hand();
        made.getLast().completeNext();
        assertThat(next).isCompleted();
        assertThat(made).hasSize(2);
    }

    @Test
    void nothing_is_handed_over_after_the_stop() {
        client.close();
        assertThat(hand()).isCompletedExceptionally();
        assertThat(made).isEmpty();
    }
}
