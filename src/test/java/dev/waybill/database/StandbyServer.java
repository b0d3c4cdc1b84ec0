package dev.waybill.database;

import dev.waybill.kit.FreePort;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One server of a {@link StandbyPair}. The bundled programs have no pg_basebackup, so the copy is made by hand. */
final class StandbyServer {

    /** Of these only the folder is copied: the standby gets its own, or streams them. */
    private static final Set<String> NOT_COPIED = Set.of("pg_wal", "pg_replslot", "pg_stat_tmp", "pg_dynshmem");

    private final PostgresBinaries binaries;
    private final Path data;
    private final int port;

    StandbyServer(PostgresBinaries binaries, Path data) throws IOException {
        this.binaries = binaries;
        this.data = data;
        this.port = FreePort.next();
    }

    /** An empty server; not started. */
    static StandbyServer initialise(PostgresBinaries binaries, Path data) throws IOException {
        PostgresProgram.run(
                binaries.program("initdb"),
                "--pgdata=" + data,
                "--username=" + StandbyPair.USERNAME,
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale");
        return new StandbyServer(binaries, data);
    }

    int port() {
        return port;
    }

    Postmaster processes() {
        return new Postmaster(data);
    }

    void start() throws IOException {
        String options = Map.of(
                        "port", String.valueOf(port),
                        "listen_addresses", "127.0.0.1",
                        "unix_socket_directories", "",
                        "max_connections", "200",
                        "wal_keep_size", "2GB",
                        "hot_standby", "on",
                        "timezone", "UTC")
                .entrySet()
                .stream()
                .map(option -> "-c " + option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(" "));
        PostgresProgram.run(binaries.program("pg_ctl"), "--pgdata=" + data, "--wait", "--options=" + options, "start");
    }

    void restart() throws IOException {
        PostgresProgram.run(binaries.program("pg_ctl"), "--pgdata=" + data, "--wait", "--mode=fast", "stop");
        start();
    }

    void promote() throws IOException {
        PostgresProgram.run(binaries.program("pg_ctl"), "--pgdata=" + data, "--wait", "promote");
    }

    void run(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Copies the running server's files between the start and the end of a backup, as pg_basebackup does. */
    void copyOf(StandbyServer primary, String name) throws IOException, SQLException {
        try (var connection = primary.connect();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            copy(primary.data, data);
            try (var label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                Files.writeString(data.resolve("backup_label"), label.getString(1));
            }
        }
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"), """
                    primary_conninfo = 'host=127.0.0.1 port=%d user=%s application_name=%s'
                    """.formatted(primary.port, StandbyPair.USERNAME, name));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", StandbyPair.USERNAME, null);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(
                        to.resolve(from.relativize(folder)),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return NOT_COPIED.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!String.valueOf(file.getFileName()).startsWith("postmaster.")) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException e) {
                        return FileVisitResult.CONTINUE; // dropped meanwhile: recovery drops it from the copy too
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
