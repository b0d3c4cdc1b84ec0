package dev.waybill.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The programs of PostgreSQL, unpacked once for all servers of the tests: each time is seconds of work. */
enum UnpackedBinaries {
    NEWEST("newest", PostgresBinaries.SHIPPED),
    OLDEST("oldest", OldestBinaries::open);

    private final Path folder;
    private final PostgresBinaries.Archives archives;
    private @Nullable PostgresBinaries unpacked;

    UnpackedBinaries(String name, PostgresBinaries.Archives archives) {
        this.folder = Path.of("target/postgres-programs", name).toAbsolutePath();
        this.archives = archives;
    }

    /** To run, and not to change. */
    synchronized PostgresBinaries get() throws IOException {
        if (unpacked == null) {
            unpacked = PostgresBinaries.unpack(archives, folder);
        }
        return unpacked;
    }

    /** As if an earlier start of a hub had left them in its data directory: it does not unpack them again. */
    void placeInto(Path dataDirectory) throws IOException {
        Path programs = get().directory();
        Path there = Files.createDirectories(dataDirectory.resolve("postgres/binaries"));
        Files.createSymbolicLink(there.resolve(programs.getFileName()), programs);
    }
}
