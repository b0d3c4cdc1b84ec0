package dev.waybill.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.kit.CovverSender.Answer;
import dev.waybill.prove.MarkedOrders.Event;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Carries single events to any hub and notes every 2xx. Thread-safe. */
final class Courier {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_PAUSE = 2600;

    private final List<Hub> hubs;
    private final Journal journal;
    private final LongSupplier clock;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Recorder times = new Recorder(3);
    private final Map<String, LongAdder> atStarts = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> refusedWhenReady = new ConcurrentSkipListMap<>();
    private final LongAdder refused = new LongAdder();

    /** @param clock ms since the run began */
    Courier(List<Hub> hubs, Journal journal, LongSupplier clock) {
        this.hubs = hubs;
        this.journal = journal;
        this.clock = clock;
    }

    /** Again and again, with growing pauses, until it is answered 2xx. */
    void sendUntilAnswered(Event event, SplittableRandom random) throws InterruptedException {
        for (int most = 500; !send(event, any(random)); most = Math.min(most + 300, LONGEST_PAUSE)) {
            Thread.sleep(random.nextInt(100, most));
        }
        acknowledged.incrementAndGet();
    }

    /** Once. @return whether it was answered 2xx */
    boolean send(Event event, Hub hub) {
        boolean ready = hub.takes();
        try {
            Answer answer = hub.sender().send(event.webhook());
            if (answer.status() / 100 == 2) {
                note(event, answer);
                return true;
            }
            (ready && hub.takes() ? refusedWhenReady : atStarts)
                    .computeIfAbsent(reason(answer), none -> new LongAdder())
                    .increment();
        } catch (IOException e) {
            // no answer: whoever asked sends it again
        }
        refused.increment();
        return false;
    }

    Hub any(SplittableRandom random) {
        return hubs.get(random.nextInt(hubs.size()));
    }

    /** Events that were sent until they were answered. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Tries that were answered otherwise, or not at all. */
    long refused() {
        return refused.sum();
    }

    /** Tries that a starting hub answered, and not 2xx, by status and title. */
    Map<String, LongAdder> atStarts() {
        return atStarts;
    }

    /** The same of hubs that were ready before the try and after it. */
    Map<String, LongAdder> refusedWhenReady() {
        return refusedWhenReady;
    }

    /** An event was answered 2xx so long after it was due to be sent. */
    void took(long nanos) {
        times.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    /** The times since the former call, in microseconds. */
    Histogram times() {
        return times.getIntervalHistogram();
    }

    private static String reason(Answer answer) {
        try {
            return "%d %s"
                    .formatted(
                            answer.status(),
                            JSON.readTree(answer.body()).path("title").asText());
        } catch (JsonProcessingException e) {
            return String.valueOf(answer.status());
        }
    }

    private void note(Event event, Answer answer) throws JsonProcessingException {
        JsonNode said = JSON.readTree(answer.body());
        journal.add(new Acknowledged(
                        clock.getAsLong(),
                        event.mark(),
                        event.webhook().key(),
                        event.webhook().type(),
                        event.lines(),
                        said.path("event").asLong(-1),
                        said.path("status").asText().equals("duplicate"))
                .line());
    }
}
