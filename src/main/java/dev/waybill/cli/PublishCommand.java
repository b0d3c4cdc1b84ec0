package dev.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.cli.HubClient.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a folder of routes live on all hubs, as the next revision.",
            "Exits with 1 if the hub refuses it, or if a hub can't follow."
        })
final class PublishCommand implements Callable<Integer> {

    /** Longer than a hub checks and tests a bundle. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String REVISIONS = "/api/revisions";

    @Mixin
    private FolderParameter folder = new FolderParameter();

    @Mixin
    private RevisionOptions options = new RevisionOptions();

    @Option(names = "--first", paramLabel = "N", description = "tries it on the next N events of each type alone")
    private @Nullable Integer first;

    @Option(names = "--unplanned", description = "publishes it without a plan")
    private boolean unplanned;

    @Option(
            names = "--based-on",
            paramLabel = "N",
            description = "the revision that the folder was made from (default: the one that is live now)")
    private @Nullable Integer basedOn;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Bundle bundle = folder.bundle();
        HubClient hub = options.hub();
        Answer state = hub.get(REVISIONS);
        if (state.status() != 200) {
            throw new IOException(state.problem());
        }
        JsonNode live = state.body().at("/live/number");
        Answer answer = hub.post(
                REVISIONS,
                JsonMapper.builder()
                        .build()
                        .createObjectNode()
                        .put("zip", ZippedBundle.of(bundle))
                        .put("basedOn", basedOn == null && live.isInt() ? Integer.valueOf(live.asInt()) : basedOn)
                        .put("unplanned", unplanned)
                        .put("first", first)
                        .put("reason", options.reason()),
                PATIENCE);
        if (answer.status() == 422) {
            if (answer.body().isArray()) {
                answer.printFindings(out);
            } else {
                out.println(answer.body().path("failing").asText());
            }
            out.println("Nothing is published.");
            return WaybillCommand.FINDINGS;
        }
        return options.followed(answer, out);
    }
}
