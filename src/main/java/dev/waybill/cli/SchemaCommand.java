package dev.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.routes.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a schema of route files with Waybill's endpoints, for editors.",
            "The files are .waybill/camel-yaml.json and, for Visual Studio Code, .vscode/settings.json."
        })
final class SchemaCommand implements Callable<Integer> {

    private static final String SCHEMA = ".waybill/camel-yaml.json";
    private static final String SETTINGS = ".vscode/settings.json";
    private static final String CAMEL = "/schema/camelYamlDsl.json";
    private static final List<String> OURS =
            List.of("/META-INF/dev/waybill/routing/inbox.json", "/META-INF/dev/waybill/outbox/outbox.json");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "the folder that the editor opens, with routes/ in it (default: the present one)")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path top = SourceFile.here().resolve(folder);
        Path schema = top.resolve(SCHEMA);
        Files.createDirectories(schema.getParent());
        try (InputStream camel = resource(YamlRoutesBuilderLoader.class, CAMEL)) {
            Files.copy(camel, schema, StandardCopyOption.REPLACE_EXISTING);
        }
        out.println("wrote " + SCHEMA);
        Path settings = top.resolve(SETTINGS);
        ObjectNode merged = existing(settings);
        merged.withObject("/yaml.schemas").put("./" + SCHEMA, "routes/*.camel.yaml");
        merged.put("camel.Camel catalog version", new DefaultCamelContext(false).getVersion());
        ArrayNode components = merged.putArray("camel.extra-components");
        for (String ours : OURS) {
            try (InputStream component = resource(SchemaCommand.class, ours)) {
                components.add(JSON.readTree(component));
            }
        }
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, merged.toPrettyString() + "\n");
        out.println("wrote " + SETTINGS);
        return WaybillCommand.OK;
    }

    /** Keeps all other settings. A file with comments is no JSON, and is left as it is. */
    private static ObjectNode existing(Path settings) throws IOException {
        if (!Files.exists(settings)) {
            return JSON.createObjectNode();
        }
        JsonNode existing;
        try {
            existing = JSON.readTree(Files.readString(settings));
        } catch (IOException e) {
            throw new IOException("%s can't be read as JSON, so it stays as it is.".formatted(settings), e);
        }
        if (existing instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("%s is no object of JSON, so it stays as it is.".formatted(settings));
    }

    private static InputStream resource(Class<?> beside, String name) {
        return Objects.requireNonNull(beside.getResourceAsStream(name), name);
    }
}
