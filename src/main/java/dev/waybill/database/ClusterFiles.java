package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded database's files.
 *
 * @param directory PostgreSQL's data directory, absolute
 * @param password the password of the superuser {@link #USER}, the only user
 */
record ClusterFiles(Path directory, String password) {

    static final String USER = "waybill";

    private static final Logger LOG = LoggerFactory.getLogger(ClusterFiles.class);
    private static final String INITIALISING = "initialising-";

    /**
     * Opens the cluster of the binaries' major version, and creates it if there is none.
     *
     * @param home the folder of clusters, each named by its major version
     * @throws BadSetting if the folder holds data of another major version only
     */
    static ClusterFiles open(Path home, PostgresBinaries binaries) throws IOException {
        Path directory = home.resolve(Integer.toString(binaries.major()));
        Path password = home.resolve("password");
        if (!Files.exists(directory)) {
            refuseOtherMajors(home, binaries);
            initialise(home, directory, PasswordFile.create(password), binaries);
        }
        refuseOtherMajor(directory, binaries);
        return new ClusterFiles(directory, PasswordFile.read(password));
    }

    /** Works in a temporary folder and renames it: a crash in the middle leaves nothing that looks like a database. */
    private static void initialise(Path home, Path directory, Path password, PostgresBinaries binaries)
            throws IOException {
        removeLeftovers(home);
        Path fresh = Files.createTempDirectory(home, INITIALISING);
        LOG.info("Initialising an embedded PostgreSQL {} in {}", binaries.version(), directory);
        PostgresProgram.run(
                binaries.program("initdb"),
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--data-checksums");
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        PasswordFile.forceDirectory(home);
    }

    private static void removeLeftovers(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(INITIALISING)) {
                    FileSystemUtils.deleteRecursively(file);
                }
            }
        }
    }

    private static void refuseOtherMajors(Path home, PostgresBinaries binaries) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            List<Path> clusters = files.filter(file -> Files.exists(file.resolve("PG_VERSION")))
                    .filter(file -> !file.getFileName().toString().startsWith(INITIALISING))
                    .toList();
            for (Path cluster : clusters) {
                throw otherMajor(cluster, binaries);
            }
        }
    }

    private static void refuseOtherMajor(Path directory, PostgresBinaries binaries) throws IOException {
        if (!version(directory).equals(Integer.toString(binaries.major()))) {
            throw otherMajor(directory, binaries);
        }
    }

    private static String version(Path directory) throws IOException {
        return Files.readString(directory.resolve("PG_VERSION")).strip();
    }

    private static BadSetting otherMajor(Path cluster, PostgresBinaries binaries) throws IOException {
        return new BadSetting(
                "WAYBILL_DATA_DIRECTORY",
                "%s holds data of PostgreSQL %s, which PostgreSQL %d of this release can't read: start the hub with the release that wrote it. Then copy the database with pg_dump into a server of your own and set SPRING_DATASOURCE_URL to that."
                        .formatted(cluster, version(cluster), binaries.major()));
    }
}
