package dev.waybill.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says in clear words why the brokers did not take a record, or give one. */
final class BrokerFault {

    private static final int MILLIS = 3_000;

    private BrokerFault() {}

    /** Returns the cause of a failure, which the client doesn't know if it waited in vain. */
    static Throwable cause(String topic, Throwable failure, KafkaClientFactory clients) {
        return failure instanceof TimeoutException ? asked(topic, failure, clients) : failure;
    }

    static String sentence(String topic, Throwable cause) {
        String told = String.valueOf(cause.getMessage());
        return switch (cause) {
            case UnknownTopicOrPartitionException e -> "the topic %s does not exist".formatted(topic);
            case AuthenticationException e -> "Kafka refuses the login: " + told;
            case AuthorizationException e -> "the login has no right to the topic %s: %s".formatted(topic, told);
            case NotEnoughReplicasException e ->
                "too few brokers hold the topic %s now, fewer than min.insync.replicas: %s".formatted(topic, told);
            case TimeoutException e -> "no broker answered in time: " + told;
            default ->
                "Kafka failed: " + told
                        + (cause.getCause() == null
                                ? ""
                                : ": " + cause.getCause().getMessage());
        };
    }

    private static Throwable asked(String topic, Throwable waited, KafkaClientFactory clients) {
        if (!(clients instanceof KafkaLogin login)) {
            return waited;
        }
        Admin admin = null;
        try {
            admin = login.admin(MILLIS);
            admin.describeTopics(List.of(topic)).allTopicNames().get(MILLIS, TimeUnit.MILLISECONDS);
            return waited;
        } catch (ExecutionException e) {
            return e.getCause() == null || e.getCause() instanceof TimeoutException ? waited : e.getCause();
        } catch (KafkaException | java.util.concurrent.TimeoutException e) { // of the question
            return waited;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return waited;
        } finally {
            if (admin != null) {
                admin.close(Duration.ZERO); // a question without an answer would hold the attempt
            }
        }
    }
}
