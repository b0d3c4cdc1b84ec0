package dev.waybill.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.kit.HubProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody who publishes edits and rolls back, over the management port of one hub or another. */
final class Publisher {

    static final int NO_ANSWER = 0;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DONE = 201;
    private static final int CONFLICT = 409;
    private static final int LOOK_EVERY = 20;

    /**
     * The answer of a hub to a publication.
     *
     * @param status {@link #NO_ANSWER} if nothing that decides it came: the edit may be live or not
     */
    record Said(int status, int number, long change, String sentence) {

        boolean done() {
            return status == DONE;
        }
    }

    private final List<Hub> hubs;
    private final DatabaseDesk desk;
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    Publisher(List<Hub> hubs, Database database) {
        this.hubs = hubs;
        this.desk = new DatabaseDesk(database);
    }

    /** @param basedOn null to take any live revision */
    Said publish(int hub, Edit edit, @Nullable Integer basedOn) throws IOException, InterruptedException {
        return publish(hub, edit.bundle(), basedOn);
    }

    Said publish(int hub, Bundle bundle, @Nullable Integer basedOn) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode()
                .put("zip", ZippedBundle.of(bundle))
                .put("basedOn", basedOn)
                .put("unplanned", true)
                .put("reason", "to prove it");
        Said said = said(hub, "/api/revisions", body.toString());
        count(said.done() ? "published" : said.status() == CONFLICT ? "refused" : "not answered");
        return said;
    }

    /** Compares it with what is live, over so many of the newest events. @return the plan when it has ended */
    JsonNode plan(int hub, Edit edit, int events) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode()
                .put("zip", ZippedBundle.of(edit.bundle()))
                .put("last", events);
        HubProcess process = hubs.get(hub).process();
        JsonNode plan =
                JSON.readTree(process.post("/api/plans", body.toString()).body());
        String path = "/api/plans/" + plan.path("id").asLong();
        while (plan.path("state").asText().equals("RUNNING")) {
            Thread.sleep(LOOK_EVERY);
            plan = JSON.readTree(process.get(path).body());
        }
        return plan;
    }

    /** Makes the revision live that is so many before the newest, or the oldest; not one that no hub can make. */
    void rollBack(int hub, int back) throws InterruptedException {
        try {
            List<Integer> good = desk.goodRevisions();
            rollBackTo(hub, good.get(Math.min(back, good.size() - 1)));
        } catch (SQLException e) {
            count("not answered"); // the database is away
        }
    }

    void rollBackTo(int hub, int number) throws InterruptedException {
        Said said = said(hub, "/api/revisions/" + number + "/live", "{\"reason\":\"back, to prove it\"}");
        count(said.status() / 100 == 2 ? "rolled back" : said.status() == CONFLICT ? "refused" : "not answered");
    }

    /** Two at once, at two hubs, who both began with what is live now: one at most may have it. */
    void two(Edit first, Edit second) throws InterruptedException {
        Integer live;
        try {
            live = desk.liveRevision();
        } catch (SQLException e) {
            return; // there is nothing to begin with
        }
        Said[] said = new Said[2];
        Thread other = Thread.ofVirtual().start(() -> said[1] = tried(hubs.size() - 1, second, live));
        said[0] = tried(0, first, live);
        other.join();
        if (said[0].done() && said[1].done() && Math.abs(said[0].change() - said[1].change()) == 1) {
            faults.add("two were published on revision %d: %s and %s".formatted(live, said[0], said[1]));
        }
        if (said[0].done() != said[1].done()) {
            String sentence = said[said[0].done() ? 1 : 0].sentence();
            count(sentence.contains("you began with " + live) ? "second of two told so" : "second of two not answered");
        }
    }

    private Said tried(int hub, Edit edit, @Nullable Integer basedOn) {
        try {
            return publish(hub, edit, basedOn);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Past every check, into the tables. @return its number; 0 if the database was away */
    int force(Edit edit) throws IOException {
        try {
            int number = desk.makeLive(edit.bundle());
            count("one that no hub can make");
            return number;
        } catch (SQLException e) {
            return 0;
        }
    }

    /** Looks at what the hubs say of a revision that some can't make: they run another and know why. */
    void lookAt(int number) {
        try {
            for (List<String> row : desk.hubsAt(number)) {
                boolean runs = row.get(1).equals(String.valueOf(number));
                boolean problem = !row.get(2).equals("null");
                if (runs == problem) {
                    faults.add("revision %d, hub, what it runs, its problem: %s".formatted(number, row));
                }
                count(problem ? "hubs that said they can't" : "hubs that can");
            }
        } catch (SQLException e) {
            count("not looked at"); // the database is away
        }
    }

    /** The last edit, until it is taken, and until every hub runs it. @return whether they all do in time */
    boolean settle(Edit edit, Duration patience) throws IOException, InterruptedException, SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        int turn = 0;
        int number = 0;
        while (System.nanoTime() < deadline) {
            if (number == 0) {
                Said said = publish(turn++ % hubs.size(), edit, null);
                number = said.done() || said.sentence().contains("is live already") ? desk.liveRevision() : 0;
            } else if (desk.following(number) == hubs.size()) {
                return true;
            }
            Thread.sleep(LOOK_EVERY);
        }
        return false;
    }

    /** Returns the faults of the run. */
    List<String> faults() {
        return faults;
    }

    String report() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", ", "publications: ", ""));
    }

    private Said said(int hub, String path, String body) throws InterruptedException {
        try {
            HttpResponse<String> answer = hubs.get(hub).process().post(path, body);
            if (answer.statusCode() >= 500) {
                return new Said(NO_ANSWER, 0, 0, answer.body());
            }
            if (answer.statusCode() / 100 != 2 && answer.statusCode() != CONFLICT) {
                throw new IllegalStateException("Answered %d %s".formatted(answer.statusCode(), answer.body()));
            }
            JsonNode read = JSON.readTree(answer.body());
            return new Said(
                    answer.statusCode(),
                    read.path("number").asInt(),
                    read.path("change").asLong(),
                    read.path("detail").asText(read.path("message").asText()));
        } catch (IOException e) {
            return new Said(NO_ANSWER, 0, 0, String.valueOf(e.getMessage()));
        }
    }

    private void count(String kind) {
        counts.computeIfAbsent(kind, none -> new LongAdder()).increment();
    }
}
