package dev.waybill.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

/** The commands on replay jobs, given to whichever hub answers. */
final class ReplayDesk {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMAND = "\"reason\":\"the ERP is back\"";
    private static final int TRIES = 240;

    private final List<Hub> hubs;

    ReplayDesk(List<Hub> hubs) {
        this.hubs = hubs;
    }

    /** Of everything DEAD of a destination. */
    JsonNode preview(String destination, int perSecond) throws IOException, InterruptedException {
        String body = "{%s,\"destination\":\"%s\",\"states\":[\"DEAD\"],\"perSecond\":%d}"
                .formatted(COMMAND, destination, perSecond);
        return JSON.readTree(
                ask(hub -> hub.process().post("/api/replays", body), 201).body());
    }

    void start(long id) throws IOException, InterruptedException {
        ask(hub -> hub.process().post("/api/replays/" + id + "/start", "{" + COMMAND + "}"), 200);
    }

    JsonNode job(long id) throws IOException, InterruptedException {
        return JSON.readTree(
                ask(hub -> hub.process().get("/api/replays/" + id), 200).body());
    }

    private interface Question {
        HttpResponse<String> to(Hub hub) throws IOException, InterruptedException;
    }

    /** @throws IOException if a hub answers something else than it should, or none answers for a minute */
    private HttpResponse<String> ask(Question question, int expected) throws IOException, InterruptedException {
        IOException silence = new IOException("No hub was asked");
        for (int tried = 0; tried < TRIES; tried++) {
            try {
                HttpResponse<String> answer = question.to(hubs.get(tried % hubs.size()));
                if (answer.statusCode() == expected) {
                    return answer;
                }
                if (answer.statusCode() < 500) {
                    throw new IllegalStateException("Answered %d %s".formatted(answer.statusCode(), answer.body()));
                }
            } catch (IOException e) {
                silence = e;
            }
            Thread.sleep(250);
        }
        throw silence;
    }
}
