package dev.waybill.prove;

import dev.waybill.prove.MarkedOrders.Event;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** Sends whole orders as fast as the hubs take them, so many at once; the events of each one after the other. */
final class Burst {

    private static final int AT_ONCE = 64;

    private final Courier courier;
    private final Iterator<List<Event>> orders;

    private Burst(Courier courier, Iterator<List<Event>> orders) {
        this.courier = courier;
        this.orders = orders;
    }

    /** Returns when all were answered 2xx. */
    static void send(Courier courier, Iterator<List<Event>> orders) throws InterruptedException {
        Burst burst = new Burst(courier, orders);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            SplittableRandom random = new SplittableRandom(i);
            threads.add(Thread.ofVirtual().start(() -> burst.run(random)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void run(SplittableRandom random) {
        try {
            for (List<Event> order = next(); !order.isEmpty(); order = next()) {
                for (Event event : order) {
                    courier.sendUntilAnswered(event, random);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Event> next() {
        return orders.hasNext() ? orders.next() : List.of();
    }
}
