package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names that users hold stay: a route file, a setting, a metric, a dashboard or a script of theirs goes on working. A new name
 * enters {@code public-names.txt} with the change that makes it; one that goes needs a line in CHANGELOG.
 */
class PublicNamesTest {

    private static final Path LIST = Path.of("src/test/resources/public-names.txt");

    @Test
    void no_name_has_gone_and_none_is_unlisted() throws IOException {
        assertThat(new PublicNames(Path.of("")).all()).containsExactlyElementsOf(Files.readAllLines(LIST));
    }

    @Test
    void a_renamed_one_is_seen(@TempDir Path top) throws IOException {
        write(top, "application.yaml", "waybill:\n  inbox:\n    rows: ${ROWS:7}\n");
        write(top, "src/main/java/Inbox.java", "x(\"waybill.arrivals\", \"CamelInboxType\") @GetMapping(\"/api/x\")");
        write(top, "src/generated/resources/META-INF/dev/inbox.json", "\"batch\": { \"index\": 1 }");
        write(top, "src/main/resources/dev/waybill/check/beans.properties", "# Beans\ntoErp=java.lang.String\n");
        assertThat(new PublicNames(top).all())
                .containsExactlyElementsOf(List.of(
                        "bean toErp",
                        "header CamelInboxType",
                        "metric waybill.arrivals",
                        "option batch",
                        "path /api/x",
                        "setting waybill.inbox.rows",
                        "variable ROWS"));
    }

    private static void write(Path top, String file, String text) throws IOException {
        Path path = top.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
