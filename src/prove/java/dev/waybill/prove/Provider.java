package dev.waybill.prove;

import dev.waybill.prove.MarkedOrders.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Sends as a provider does: many orders at once, an event only after the former's 200, and again, to any hub, what was
 * not answered 2xx. Now and then it sends what was answered once more, or the same event to two hubs at once.
 */
final class Provider {

    private static final int ORDERS_AT_ONCE = 250;
    private static final int AGAIN_ONE_IN = 20;
    private static final int TWO_AT_ONCE_ONE_IN = 30;

    private final Courier courier;
    private final Supplier<List<Event>> orders;
    private final Pace pace;
    private final long seed;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** @param orders the events of the next one */
    Provider(Courier courier, Supplier<List<Event>> orders, Pace pace, long seed) {
        this.courier = courier;
        this.orders = orders;
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

    private void sendOrders(SplittableRandom random) {
        try {
            while (!over) {
                for (Event event : orders.get()) {
                    long due = pace.await();
                    if (over) {
                        return;
                    }
                    send(event, random, due);
                }
            }
        } catch (InterruptedException e) {
            // the run is over, and nobody answered
        }
    }

    private void send(Event event, SplittableRandom random, long due) throws InterruptedException {
        Hub other = courier.any(random);
        Thread twin = random.nextInt(TWO_AT_ONCE_ONE_IN) == 0
                ? Thread.ofVirtual().start(() -> courier.send(event, other))
                : null;
        courier.sendUntilAnswered(event, random);
        courier.took(System.nanoTime() - due);
        if (twin != null) {
            twin.join();
        }
        if (random.nextInt(AGAIN_ONE_IN) == 0) {
            courier.send(event, courier.any(random));
        }
    }
}
