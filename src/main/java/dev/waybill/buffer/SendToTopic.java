package dev.waybill.buffer;

import dev.waybill.batch.BatchWriter;
import dev.waybill.batch.BatchWriter.Capacity;
import dev.waybill.batch.BatchWriter.Sized;
import dev.waybill.batch.Deadline;
import dev.waybill.batch.StoreUnavailable;
import dev.waybill.kafka.TopicClient;
import dev.waybill.kafka.TopicPromise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends arrivals to a topic, in the order in which they came. One thread hands them to Kafka's client, which may have to
 * wait for the topic: no event loop does. How many wait, and for how long, has limits.
 */
final class SendToTopic {

    private static final Logger LOG = LoggerFactory.getLogger(SendToTopic.class);

    private static final Capacity BATCH = new Capacity(512, 8 << 20);
    private static final Duration SELDOM = Duration.ofMinutes(1);

    private final String topic;
    private final TopicClient client;
    private final Supplier<@Nullable TopicPromise> promise;
    private final BatchWriter<Waiting> writer;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - SELDOM.toNanos());

    /** @param promise what the brokers promise of the topic; null if they don't say */
    SendToTopic(String topic, TopicClient client, Supplier<@Nullable TopicPromise> promise, Capacity queue) {
        this.topic = topic;
        this.client = client;
        this.promise = promise;
        this.writer = new BatchWriter<>("buffer-" + topic, queue, BATCH, this::send);
    }

    /**
     * The arrivals of one request.
     *
     * @param taken completed once the brokers have all of them
     */
    private record Waiting(List<BufferedArrival> arrivals, Deadline end, CompletableFuture<Void> taken)
            implements Sized {

        @Override
        public int count() {
            return arrivals.size();
        }

        @Override
        public long weight() {
            return arrivals.stream().mapToLong(BufferedArrival::weight).sum();
        }
    }

    /**
     * Sends the arrivals of one request. Never blocks.
     *
     * @return completed once the brokers have all of them; exceptionally if that is not known in time
     */
    CompletableFuture<Void> take(List<BufferedArrival> arrivals, Deadline end) {
        Waiting waiting = new Waiting(arrivals, end, new CompletableFuture<>());
        if (!writer.offer(waiting)) {
            return CompletableFuture.failedFuture(
                    new StoreUnavailable("The queue before the topic %s is full or closed".formatted(topic)));
        }
        return waiting.taken.copy().orTimeout(end.left(), TimeUnit.NANOSECONDS);
    }

    private void send(List<Waiting> batch) {
        for (Waiting each : batch) {
            if (each.end.left() == 0) {
                each.taken.completeExceptionally(new StoreUnavailable("The topic %s is too slow".formatted(topic)));
                continue;
            }
            CompletableFuture.allOf(each.arrivals.stream()
                            .map(arrival -> client.hand(arrival.record(topic)))
                            .toArray(CompletableFuture[]::new))
                    .whenComplete((all, failure) -> ended(each, failure));
        }
    }

    private void ended(Waiting request, @Nullable Throwable failure) {
        if (failure == null) {
            request.taken.complete(null);
            if (failing.compareAndSet(true, false)) {
                LOG.info("The topic {} takes webhooks again", topic);
            }
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        request.taken.completeExceptionally(cause);
        tell(cause);
    }

    /** Tells a failure once in a while: all webhooks of an outage have it. The brokers may be asked for its reason. */
    private void tell(Throwable failure) {
        long now = System.nanoTime();
        long before = toldAt.get();
        if (now - before >= SELDOM.toNanos() && toldAt.compareAndSet(before, now)) {
            failing.set(true);
            Thread.startVirtualThread(() -> LOG.warn(
                    "The topic {} did not take a webhook. Its sender was answered 503, as that of each such one is,"
                            + " and has to send it again: {}",
                    topic,
                    client.sentence(failure)));
        }
    }

    void start() {
        writer.start(1);
        Thread.startVirtualThread(this::tellPromise);
    }

    private void tellPromise() {
        TopicPromise kept = promise.get();
        if (kept != null && kept.isOfOneBroker()) {
            LOG.warn(
                    "The topic {} promises too little: an acknowledged webhook may be on one broker alone, and is lost"
                            + " with it (replication {}, min.insync.replicas {}). Webhooks are taken; set 3 and 2",
                    topic,
                    kept.replication(),
                    kept.minInsync());
        }
    }

    /** Sends what waits, and ends the client. */
    void stop(Duration within) {
        writer.stop(within)
                .forEach(left -> left.taken.completeExceptionally(new StoreUnavailable("The buffer is stopped")));
        client.close();
    }

    boolean isRunning() {
        return writer.isRunning();
    }
}
