package dev.waybill.story;

import dev.waybill.kit.CovverSender;
import dev.waybill.kit.HubProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A provider that does not let up: several senders at once, each repeats a webhook until it is answered 200. */
final class Traffic implements AutoCloseable {

    private static final int SENDERS = 4;

    /** One answer. @param status 0 for none, after {@link CovverSender}'s own time limit @param at when it was sent */
    record Answer(String key, int status, long at, Duration took) {}

    private final CovverSender sender;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean enough;

    private Traffic(CovverSender sender) {
        this.sender = sender;
    }

    static Traffic start(HubProcess hub) {
        Traffic traffic = new Traffic(hub.sender());
        for (int i = 0; i < SENDERS; i++) {
            String name = "sender" + i;
            traffic.senders.submit(() -> traffic.run(name));
        }
        return traffic;
    }

    /** The keys of all that was answered 200. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** The webhooks sent since then, by {@link System#nanoTime}. */
    List<Answer> since(long nanos) {
        return answers.stream().filter(answer -> answer.at() - nanos >= 0).toList();
    }

    /** Ends it and waits for the last answers. */
    @Override
    public void close() throws InterruptedException {
        enough = true;
        senders.shutdown();
        if (!senders.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new AssertionError("The senders did not end");
        }
    }

    private void run(String name) {
        for (int n = 0; !enough; n++) {
            var event = Orders.of(name + "-" + n, 1).getFirst();
            while (!enough && !acknowledged.contains(event.key())) {
                long began = System.nanoTime();
                int status = send(event.key(), event.body());
                answers.add(new Answer(event.key(), status, began, Duration.ofNanos(System.nanoTime() - began)));
                if (status == 200) {
                    acknowledged.add(event.key());
                }
            }
        }
    }

    private int send(String key, String body) {
        try {
            return sender.send(key, body).status();
        } catch (IOException e) {
            return 0;
        }
    }
}
