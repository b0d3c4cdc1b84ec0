package dev.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.cli.HubClient.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "revisions",
        mixinStandardHelpOptions = true,
        description = "Lists the newest revisions, and what each hub runs.")
final class RevisionsCommand implements Callable<Integer> {

    private static final String ROW = "%6s %-7s %-20s %-16s %s%n";

    @Mixin
    private HubClient hub = new HubClient();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Answer answer = hub.get("/api/revisions");
        if (answer.status() != 200) {
            throw new IOException(answer.problem());
        }
        JsonNode live = answer.body().path("live");
        out.printf(ROW, "NUMBER", "", "PUBLISHED", "BY", "REASON");
        for (JsonNode each : answer.body().path("revisions")) {
            int number = each.path("number").asInt();
            out.printf(
                    ROW,
                    number,
                    number == live.path("number").asInt()
                            ? "live"
                            : number == live.at("/canary/number").asInt() ? "canary" : "",
                    each.path("publishedAt").asText().replaceFirst("\\.\\d+", ""),
                    each.path("publishedBy").asText(),
                    each.path("reason").asText());
        }
        answer.body().path("hubs").forEach(each -> out.println(RevisionOptions.inWords(each)));
        return WaybillCommand.OK;
    }
}
