package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.ReadBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void a_route_that_is_no_yaml_is_told_as_the_check_tells_it() throws IOException {
        for (Map.Entry<String, byte[]> file :
                ReadBundle.from(Path.of("routes")).files().entrySet()) {
            Path copy = folder.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.write(copy, file.getValue());
        }
        Files.writeString(folder.resolve("crm.camel.yaml"), """
            - templatedRoute:
                routeId: crm
                routeTemplateRef: json-http
                parameters:
                  - {name: destination, value: crm}
                  - {name: url, value: {{env:CRM_URL}}/orders}
            """);
        assertThat(run("test", folder.toString())).isEqualTo(1);
        assertThat(out.toString())
                .endsWith("crm.camel.yaml:6:28: is no YAML: are quotes missing around {{…}}?\n")
                .hasLineCount(1);
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... arguments) {
        return WaybillCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
