package dev.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.cli.HubClient.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a running hub what a folder of routes would have done to its stored events.",
            "Compares it with the live routes and delivers nothing.",
            "Exits with 1 if the new routes would refuse what the live ones hand over."
        })
final class PlanCommand implements Callable<Integer> {

    private static final long LOOK_EVERY = 200;
    private static final String ROW = "%-24s %-16s %7s %8s %6s %10s %8s%n";

    @Mixin
    private FolderParameter folder = new FolderParameter();

    @Option(names = "--last", paramLabel = "N", description = "the newest N events (default: ${DEFAULT-VALUE})")
    private int last = 200;

    @Option(names = "--since", paramLabel = "TIME", description = "events of the last 24h, 30m or 7d alone")
    private @Nullable String since;

    @Option(names = "--type", paramLabel = "TYPE", description = "events of one type alone")
    private @Nullable String type;

    @Option(names = "--source", paramLabel = "NAME", description = "events of one source alone")
    private @Nullable String source;

    @Option(names = "--order", paramLabel = "ID", description = "events of one order, or another message group, alone")
    private @Nullable String order;

    @Mixin
    private HubClient hub = new HubClient();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Bundle bundle = folder.bundle();
        Answer answer = hub.post("/api/plans", body(bundle));
        if (answer.status() == 422) {
            answer.printFindings(out);
            out.println("There is no plan: the routes have mistakes.");
            return WaybillCommand.FINDINGS;
        }
        if (answer.status() != 201) {
            throw new IOException(answer.problem());
        }
        JsonNode plan = finished(answer.body());
        if (!plan.path("state").asText().equals("DONE")) {
            throw new IOException("Plan %d ended early (%s): %s"
                    .formatted(
                            plan.path("id").asLong(),
                            plan.path("state").asText().toLowerCase(Locale.ROOT),
                            plan.path("error").asText("an operator cancelled it")));
        }
        return print(out, plan);
    }

    private JsonNode finished(JsonNode begun) throws IOException, InterruptedException {
        JsonNode plan = begun;
        while (plan.path("state").asText().equals("RUNNING")) {
            Thread.sleep(LOOK_EVERY);
            Answer answer = hub.get("/api/plans/" + begun.path("id").asLong());
            if (answer.status() != 200) {
                throw new IOException(answer.problem());
            }
            plan = answer.body();
        }
        return plan;
    }

    private int print(PrintWriter out, JsonNode plan) {
        out.println("Plan %d: %s, live %.12s, candidate %.12s"
                .formatted(
                        plan.path("id").asLong(),
                        plan.path("selection").asText(),
                        plan.path("live").asText(),
                        plan.path("candidate").asText()));
        JsonNode result = plan.path("result");
        out.printf(ROW, "TYPE", "DESTINATION", "same", "changed", "new", "no longer", "refused");
        int refused = 0;
        int different = 0;
        for (JsonNode line : result.path("lines")) {
            out.printf(
                    ROW,
                    line.path("type").asText(),
                    line.path("destination").asText(),
                    line.path("same").asInt(),
                    line.path("changed").asInt(),
                    line.path("fresh").asInt(),
                    line.path("noLonger").asInt(),
                    line.path("refused").asInt());
            refused += line.path("refused").asInt();
            different += line.path("changed").asInt()
                    + line.path("fresh").asInt()
                    + line.path("noLonger").asInt()
                    + line.path("refused").asInt();
        }
        for (JsonNode sample : result.path("samples")) {
            out.printf(
                    "%n%s at %s, %s: %s%n",
                    sample.path("type").asText(),
                    sample.path("destination").asText(),
                    sample.path("kind").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                    hub.page("/console/events/" + sample.path("event").asLong()));
            out.println(sample.path("difference").asText().indent(2).stripTrailing());
        }
        result.path("notes").forEach(note -> out.println("note: " + note.asText()));
        out.printf(
                "%d events compared: %d hand-overs would be different, %d of them refused%n",
                plan.path("events").asInt(), different, refused);
        return refused == 0 ? WaybillCommand.OK : WaybillCommand.FINDINGS;
    }

    private JsonNode body(Bundle bundle) {
        return JsonMapper.builder()
                .build()
                .createObjectNode()
                .put("zip", ZippedBundle.of(bundle))
                .put("last", last)
                .put("within", since == null ? null : ago(since).toString())
                .put("type", type)
                .put("source", source)
                .put("order", order);
    }

    /** @param time such as {@code 24h} */
    private static Duration ago(String time) {
        try {
            return time.endsWith("d")
                    ? Duration.ofDays(Long.parseLong(time.substring(0, time.length() - 1)))
                    : Duration.parse("PT" + time.toUpperCase(Locale.ROOT));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("--since takes a time such as 24h, 30m or 7d.", e);
        }
    }
}
