package dev.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.cli.HubClient.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of all commands that change the live revision, and what they do after the change. */
final class RevisionOptions {

    private static final long LOOK_EVERY = 200;
    private static final LongSupplier NANOS = System::nanoTime;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "the reason, for the audit")
    private String reason = "";

    @Option(names = "--no-wait", description = "does not wait for the hubs")
    private boolean noWait;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "the longest time to wait for the hubs (default: ${DEFAULT-VALUE})")
    private int wait = 30;

    @Mixin
    private HubClient hub = new HubClient();

    HubClient hub() {
        return hub;
    }

    String reason() {
        return reason;
    }

    /** Sends a command without further words. Returns the exit code. */
    int send(String path, PrintWriter out) throws IOException, InterruptedException {
        Answer answer =
                hub.post(path, JsonMapper.builder().build().createObjectNode().put("reason", reason));
        return followed(answer, out);
    }

    /** Prints the answer, then waits until each hub has followed or can't. Returns the exit code. */
    int followed(Answer answer, PrintWriter out) throws IOException, InterruptedException {
        if (answer.status() == 409 || answer.status() == 404) {
            out.println(answer.problem());
            return WaybillCommand.FINDINGS;
        }
        if (answer.status() != 200 && answer.status() != 201) {
            throw new IOException(answer.problem());
        }
        out.println(answer.body().path("message").asText());
        return noWait ? WaybillCommand.OK : hubs(answer.body().path("change").asLong(), out);
    }

    private int hubs(long change, PrintWriter out) throws IOException, InterruptedException {
        long end = NANOS.getAsLong() + Duration.ofSeconds(wait).toNanos();
        JsonNode hubs = hubsNow();
        while (!allFollowed(hubs, change) && NANOS.getAsLong() - end < 0) {
            Thread.sleep(LOOK_EVERY);
            hubs = hubsNow();
        }
        boolean fine = !hubs.isEmpty();
        for (JsonNode each : hubs) {
            boolean late = !hasFollowed(each, change);
            out.println(inWords(each) + (late ? " [not yet, after %d s]".formatted(wait) : ""));
            fine &= !late && each.path("problem").isNull();
        }
        if (hubs.isEmpty()) {
            out.println("No hub says what it runs.");
        }
        return fine ? WaybillCommand.OK : WaybillCommand.FINDINGS;
    }

    private JsonNode hubsNow() throws IOException, InterruptedException {
        Answer state = hub.get("/api/revisions");
        if (state.status() != 200) {
            throw new IOException("It is done, but the hub did not tell more: " + state.problem());
        }
        return state.body().path("hubs");
    }

    private static boolean allFollowed(JsonNode hubs, long change) {
        return !hubs.isEmpty()
                && StreamSupport.stream(hubs.spliterator(), false).allMatch(each -> hasFollowed(each, change));
    }

    private static boolean hasFollowed(JsonNode each, long change) {
        return each.path("change").asLong() >= change;
    }

    /** Returns the state of a hub, such as {@code hub-a: runs revision 42}. */
    static String inWords(JsonNode each) {
        JsonNode number = each.path("number");
        JsonNode canary = each.path("canary");
        JsonNode problem = each.path("problem");
        return "%s: runs %s%s%s"
                .formatted(
                        each.path("hub").asText(),
                        number.isInt() ? "revision " + number.asInt() : "no revision",
                        canary.isInt() ? ", tries %d".formatted(canary.asInt()) : "",
                        problem.isTextual() ? " and can't follow: " + problem.asText() : "");
    }
}
