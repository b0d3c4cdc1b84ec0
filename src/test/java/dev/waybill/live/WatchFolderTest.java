package dev.waybill.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.bundle.ReadBundle;
import dev.waybill.pages.ConsoleHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that tries each saved edit of its folder. */
class WatchFolderTest {

    @Test
    void a_saved_edit_runs_and_one_with_mistakes_does_not(@TempDir Path folder) throws Exception {
        for (Map.Entry<String, byte[]> file :
                ReadBundle.from(Path.of("routes")).files().entrySet()) {
            Path copy = folder.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.write(copy, file.getValue());
        }
        Path mapping = folder.resolve("erp-order.jq");
        String shipped = Files.readString(mapping);
        try (ConsoleHub hub = ConsoleHub.start(
                "--camel.main.routes-include-pattern=file:" + folder + "/*.camel.yaml",
                "--waybill.routes.watch=true")) {
            Files.writeString(mapping, shipped + "\n| .mark = \"edited\"\n");
            await().until(() -> {
                hub.order("o-" + System.nanoTime(), 1);
                return hub.erp.journal().stream()
                        .anyMatch(request -> request.body().contains("edited"));
            });
            RevisionState state = hub.bean(RevisionState.class);
            assertThat(state.number()).as("it was never published").isNull();

            Files.writeString(mapping, "{ broken");
            Files.writeString(folder.resolve("email.jq"), Files.readString(folder.resolve("email.jq")) + "\n");
            int before = hub.erp.journal().size();
            await().until(() -> {
                hub.order("p-" + System.nanoTime(), 1);
                return hub.erp.journal().size() > before + 5;
            });
            assertThat(hub.erp.journal().getLast().body()).contains("edited");
        }
    }
}
