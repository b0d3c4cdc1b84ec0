package dev.waybill.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Somebody at the management port of one hub or another, who replays what is DEAD, and pauses a destination now and then. */
final class Operator {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMAND = "{\"reason\":\"the other side is mended\"}";

    private static final List<String> DESTINATIONS = List.of("erp", "email", "sftp");
    private static final int PAUSE_ONE_IN = 15;

    private final List<Hub> hubs;
    private final Random random;
    private final AtomicInteger replays = new AtomicInteger();
    private final AtomicInteger pauses = new AtomicInteger();
    private volatile boolean calm;
    private @Nullable String paused;
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

    /** The count of its commands. */
    String report() {
        return "the operator replayed %d, and paused and resumed a destination %d times"
                .formatted(replays.get(), pauses.get());
    }

    /** From now on it pauses nothing. */
    void calmDown() {
        calm = true;
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(1000);
                try {
                    takeTurn();
                } catch (IOException e) {
                    // that hub is away: another, in a second
                }
            }
        } catch (InterruptedException e) {
            // the end
        }
    }

    private void takeTurn() throws IOException, InterruptedException {
        if (paused != null) {
            if (any().process()
                            .post("/api/destinations/" + paused + "/resume", COMMAND)
                            .statusCode()
                    < 500) {
                paused = null;
            }
        } else if (!calm && random.nextInt(PAUSE_ONE_IN) == 0) {
            // noted first: whether it was obeyed is not known if no answer comes
            paused = DESTINATIONS.get(random.nextInt(DESTINATIONS.size()));
            any().process().post("/api/destinations/" + paused + "/pause", COMMAND);
            pauses.incrementAndGet();
        }
        for (String destination : DESTINATIONS) {
            replayDead(any(), destination);
        }
    }

    private Hub any() {
        return hubs.get(random.nextInt(hubs.size()));
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
