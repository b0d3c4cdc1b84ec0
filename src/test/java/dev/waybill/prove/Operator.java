package dev.waybill.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody at the management port of one hub or another, who replays what is DEAD. */
final class Operator {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMAND = "{\"who\":\"operator\",\"reason\":\"the other side is mended\"}";

    private final List<Hub> hubs;
    private final Random random;
    private final AtomicInteger replays = new AtomicInteger();
    private final Thread thread = Thread.ofVirtual().unstarted(this::work);

    Operator(List<Hub> hubs, long seed) {
        this.hubs = hubs;
        this.random = new Random(seed);
    }

    void start() {
        thread.start();
    }

    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    /** Commands that were obeyed. */
    int replays() {
        return replays.get();
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(1000);
                try {
                    for (String destination : List.of("erp", "email", "sftp")) {
                        replayDead(hubs.get(random.nextInt(hubs.size())), destination);
                    }
                } catch (IOException e) {
                    // that hub is away: another, in a second
                }
            }
        } catch (InterruptedException e) {
            // the end
        }
    }

    private void replayDead(Hub hub, String destination) throws IOException, InterruptedException {
        var answer = hub.process().get("/api/destinations/" + destination + "/deliveries?state=DEAD");
        if (answer.statusCode() != 200) {
            return;
        }
        for (JsonNode delivery : JSON.readTree(answer.body())) {
            var obeyed =
                    hub.process().post("/api/deliveries/" + delivery.path("id").asLong() + "/replay", COMMAND);
            if (obeyed.statusCode() == 200) {
                replays.incrementAndGet();
            }
        }
    }
}
