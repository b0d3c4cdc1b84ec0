package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

/** Findings go to somebody who sent a bundle to a running hub. */
class CheckOfAStrangersBundleTest {

    private static final String ROUTE = """
        - route:
            id: crm
            description: Hands over.
            from:
              uri: outbox:crm
              steps:
                - transform:
                    expression:
                      jq:
                        expression: resource:file:%s
                - to:
                    uri: http
                    parameters:
                      httpUri: http://127.0.0.1:1
                      httpMethod: POST
                      skipResponseHeaders: "{{%s}}"
        """;

    private final CheckBundle check =
            CheckBundle.with(new MockEnvironment().withProperty("spring.datasource.password", "s3cr3t"));

    @Test
    void no_finding_tells_a_secret() {
        assertThat(findings(ROUTE.formatted("routes/order.jq", "spring.datasource.password")))
                .doesNotContain("s3cr3t");
    }

    @Test
    void no_finding_tells_a_file_of_the_hub(@TempDir Path elsewhere) throws IOException {
        Path file = Files.writeString(elsewhere.resolve("private.txt"), "a private text");

        assertThat(findings(ROUTE.formatted(file, "env:NONE:true")))
                .contains("names file:%s, which is not there".formatted(file))
                .doesNotContain("private text");
    }

    private String findings(String route) {
        Map<String, byte[]> files = Map.of(
                "crm.camel.yaml",
                route.getBytes(StandardCharsets.UTF_8),
                "order.jq",
                "{}".getBytes(StandardCharsets.UTF_8));
        return check.findings(new Bundle(Path.of("routes"), files)).toString();
    }
}
