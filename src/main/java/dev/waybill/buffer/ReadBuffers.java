package dev.waybill.buffer;

import dev.waybill.kafka.ReadTopic;
import dev.waybill.sources.BufferSettings.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/** Runs the reading half of all buffers, on a thread for each topic, while the inbox can store. */
final class ReadBuffers implements SmartLifecycle {

    /** Begins after the inbox's writers, and stops before them. */
    private static final int PHASE = 1;

    private static final Duration STOP = Duration.ofSeconds(20);

    private final Map<Buffer, Supplier<ReadTopic>> topics;
    private final List<ReadTopic> reading = new ArrayList<>();

    /** @param topics what reads each buffer */
    ReadBuffers(Map<Buffer, Supplier<ReadTopic>> topics) {
        this.topics = topics;
    }

    @Override
    public synchronized void start() {
        topics.forEach((buffer, made) -> {
            ReadTopic one = made.get();
            reading.add(one);
            Thread.ofPlatform().name("buffer-read-" + buffer.topic()).daemon().start(one);
        });
    }

    @Override
    public synchronized void stop() {
        reading.forEach(ReadTopic::stop);
        try {
            for (ReadTopic one : reading) {
                one.awaitEnd(STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reading.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !reading.isEmpty();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
