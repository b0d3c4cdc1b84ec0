package dev.waybill.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.prove.MarkedOrders.Event;
import dev.waybill.sandbox.CovverSender.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Sends as a provider does: many orders at once, an event only after the former's 200, and again, to any hub, what was
 * not answered 2xx. Now and then it sends what was answered once more, or the same event to two hubs at once.
 */
final class Provider {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ORDERS_AT_ONCE = 250;
    private static final int AGAIN_ONE_IN = 20;
    private static final int TWO_AT_ONCE_ONE_IN = 30;

    private final List<Hub> hubs;
    private final MarkedOrders orders;
    private final Journal journal;
    private final LongSupplier clock;
    private final Pace pace;
    private final long seed;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** @param clock ms since the run began */
    Provider(List<Hub> hubs, MarkedOrders orders, Journal journal, LongSupplier clock, Pace pace, long seed) {
        this.hubs = hubs;
        this.orders = orders;
        this.journal = journal;
        this.clock = clock;
        this.pace = pace;
        this.seed = seed;
    }

    void start() {
        for (int i = 0; i < ORDERS_AT_ONCE; i++) {
            SplittableRandom random = new SplittableRandom(seed * 31 + i);
            threads.add(Thread.ofVirtual().start(() -> sendOrders(random)));
        }
    }

    /** Begins nothing new; what was sent is still sent until it is answered. */
    void windUp() {
        over = true;
    }

    /** After {@link #windUp}: waits until all that was sent is answered. @return whether that was so in time */
    boolean finish(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        List<Thread> left = threads.stream().filter(Thread::isAlive).toList();
        left.forEach(Thread::interrupt);
        return left.isEmpty();
    }

    /** Events that were answered 2xx so far, each once. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Tries that were answered otherwise, or not at all. */
    long refused() {
        return refused.sum();
    }

    private void sendOrders(SplittableRandom random) {
        try {
            while (!over) {
                for (Event event : orders.next()) {
                    pace.await();
                    if (over) {
                        return;
                    }
                    sendUntilAnswered(event, random);
                }
            }
        } catch (InterruptedException e) {
            // the run is over, and nobody answered
        }
    }

    private void sendUntilAnswered(Event event, SplittableRandom random) throws InterruptedException {
        Thread twin = null;
        if (random.nextInt(TWO_AT_ONCE_ONE_IN) == 0) {
            Hub other = any(random);
            twin = Thread.ofVirtual().start(() -> send(event, other));
        }
        for (int tries = 1; !send(event, any(random)); tries++) {
            Thread.sleep(random.nextInt(100, 200 + 300 * Math.min(tries, 8)));
        }
        acknowledged.incrementAndGet();
        if (twin != null) {
            twin.join();
        }
        if (random.nextInt(AGAIN_ONE_IN) == 0) {
            send(event, any(random));
        }
    }

    private Hub any(SplittableRandom random) {
        return hubs.get(random.nextInt(hubs.size()));
    }

    private boolean send(Event event, Hub hub) {
        try {
            Answer answer = hub.sender().send(event.webhook());
            if (answer.status() / 100 == 2) {
                note(event, answer);
                return true;
            }
        } catch (IOException e) {
            // no answer: sent again
        }
        refused.increment();
        return false;
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
