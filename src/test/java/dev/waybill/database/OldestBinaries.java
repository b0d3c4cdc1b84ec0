package dev.waybill.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** The programs of the oldest PostgreSQL that is supported, as the build lays them down. */
final class OldestBinaries {

    private OldestBinaries() {}

    /** @param name is not looked at: only the archive of this platform is there */
    static InputStream open(String name) throws IOException {
        try (var jar =
                new JarFile(Path.of("target/postgres-oldest/binaries.jar").toFile())) {
            var archive = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream content = jar.getInputStream(archive)) {
                return new ByteArrayInputStream(content.readAllBytes());
            }
        }
    }
}
