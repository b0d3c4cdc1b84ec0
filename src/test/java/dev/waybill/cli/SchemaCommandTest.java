package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void the_schema_takes_our_routes_and_the_editor_knows_our_endpoints() throws IOException {
        assertThat(run()).isZero();
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(Files.readString(folder.resolve(".waybill/camel-yaml.json")));
        assertThat(schema.validate(Files.readString(Path.of("routes/erp.camel.yaml")), InputFormat.YAML))
                .isEmpty();
        JsonNode settings = settings();
        assertThat(settings.at("/yaml.schemas/.~1.waybill~1camel-yaml.json").asText())
                .isEqualTo("routes/*.camel.yaml");
        assertThat(settings.at("/camel.extra-components").findValuesAsText("scheme"))
                .contains("inbox", "outbox");
        assertThat(settings.at("/camel.Camel catalog version").asText()).startsWith("4.");
    }

    @Test
    void other_settings_stay_and_so_does_a_file_that_can_not_be_read() throws IOException {
        Path settings = Files.createDirectories(folder.resolve(".vscode")).resolve("settings.json");
        Files.writeString(settings, "{\"editor.tabSize\": 2, \"yaml.schemas\": {\"a\": \"b\"}}");
        assertThat(run()).isZero();
        assertThat(settings().path("editor.tabSize").asInt()).isEqualTo(2);
        assertThat(settings().at("/yaml.schemas/a").asText()).isEqualTo("b");

        Files.writeString(settings, "{ // mine\n}");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("stays as it is");
        assertThat(settings).hasContent("{ // mine\n}");
    }

    private JsonNode settings() throws IOException {
        return JSON.readTree(Files.readString(folder.resolve(".vscode/settings.json")));
    }

    private int run() {
        return WaybillCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), "schema", folder.toString());
    }
}
