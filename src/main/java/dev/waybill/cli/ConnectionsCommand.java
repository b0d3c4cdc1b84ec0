package dev.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waybill.cli.HubClient.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "connections",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the connections of a running hub.",
            "With --test the hub logs in to each and sends nothing; exits with 1 if one can't be used."
        })
final class ConnectionsCommand implements Callable<Integer> {

    private static final String ROW = "%-20s %-5s %s%n";

    @Mixin
    private HubClient hub = new HubClient();

    @Option(names = "--test", description = "tests them")
    private boolean test;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "the connections; all without a name")
    private List<String> names = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Answer all = hub.get("/api/connections");
        if (all.status() != 200) {
            throw new IOException(all.problem());
        }
        List<String> unknown = new ArrayList<>(names);
        boolean good = true;
        out.printf(ROW, "NAME", "KIND", test ? "RESULT" : "ADDRESS");
        for (JsonNode each : all.body()) {
            String name = each.path("name").asText();
            if (names.isEmpty() || names.contains(name)) {
                unknown.remove(name);
                good &= print(out, each, name);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IOException("The hub has no connection " + String.join(", ", unknown) + ".");
        }
        return good ? WaybillCommand.OK : WaybillCommand.FINDINGS;
    }

    private boolean print(PrintWriter out, JsonNode each, String name) throws IOException, InterruptedException {
        String kind = each.path("kind").asText();
        if (!each.path("configured").asBoolean()) {
            out.printf(ROW, name, kind, "paused without " + each.path("missing").asText());
            return true;
        }
        if (!test) {
            out.printf(ROW, name, kind, each.path("address").asText());
            return true;
        }
        Answer answer = hub.post(
                "/api/connections/%s/test".formatted(name),
                JsonNodeFactory.instance.objectNode().put("reason", "bin/waybill connections --test"));
        boolean good = answer.status() == 200 && answer.body().path("good").asBoolean();
        String sentence =
                answer.status() == 200 ? answer.body().path("sentence").asText() : answer.problem();
        out.printf(ROW, name, kind, (good ? "good: " : "fails: ") + sentence);
        out.flush();
        return good;
    }
}
