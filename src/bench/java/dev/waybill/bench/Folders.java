package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** The folders of a run, deleted at its end. */
final class Folders {

    private Folders() {}

    /** A new folder below the build's own. */
    static Path fresh(String prefix) throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "bench"));
        return Files.createTempDirectory(parent, prefix).toAbsolutePath();
    }

    /** As far as it can: the next {@code mvn clean} takes what is left. */
    static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            Progress.say("%s could not be deleted: %s", folder, e);
        }
    }
}
