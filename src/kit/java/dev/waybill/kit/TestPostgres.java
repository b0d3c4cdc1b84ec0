package dev.waybill.kit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL for the tests of this JVM: 18 by default, the oldest supported one with {@code
 * -Dwaybill.test.postgres=oldest}. Each call of {@link #fresh()} makes a database of its own, whose sessions are lent.
 * It ends with the JVM, at once: what a test wrote is not worth a shutdown checkpoint.
 */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** A fresh, migrated database. */
    public static PGSimpleDataSource fresh() {
        return LentSessions.of(create("TEMPLATE " + Template.NAME + " STRATEGY " + Server.strategy()));
    }

    /** A fresh database without a table. */
    public static PGSimpleDataSource empty() {
        return LentSessions.of(create(""));
    }

    /** The same database; each session ends when it is closed, for a test of what a session is at its start or leaves at its end. */
    public static PGSimpleDataSource unlent(PGSimpleDataSource database) {
        return sameDatabase(database, new PGSimpleDataSource());
    }

    /** Not by the URL: it would name the driver's defaults too. */
    static PGSimpleDataSource sameDatabase(PGSimpleDataSource from, PGSimpleDataSource to) {
        to.setServerNames(from.getServerNames());
        to.setPortNumbers(from.getPortNumbers());
        to.setDatabaseName(from.getDatabaseName());
        to.setUser(from.getUser());
        return to;
    }

    private static PGSimpleDataSource create(String template) {
        String name = "test_" + DATABASES.incrementAndGet();
        try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return (PGSimpleDataSource) Server.INSTANCE.getDatabase("postgres", name);
    }

    /** Migrated once, copied for each test. */
    private static final class Template {

        static final String NAME = migrated();

        private static String migrated() {
            PGSimpleDataSource database = create("");
            Flyway.configure().dataSource(database).load().migrate();
            return database.getDatabaseName();
        }
    }

    private static final class Server {

        private static final Path MEMORY = Path.of("/dev/shm");

        /** Bytes of free memory that the databases of all tests may need, with room to spare for the tests themselves. */
        private static final long ROOM = 12L << 30;

        private static final String NAME = "waybill-test-postgres-";
        private static final Path HOME = home();

        static final EmbeddedPostgres INSTANCE = start();

        /** A copy of the files takes half of the work where nobody waits for a disk to have them. */
        static String strategy() {
            return HOME.startsWith(MEMORY) ? "FILE_COPY" : "WAL_LOG";
        }

        private static EmbeddedPostgres start() {
            try {
                var builder = EmbeddedPostgres.builder()
                        .setDataDirectory(HOME.resolve("data"))
                        .setRegisterShutdownHook(false)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("dynamic_shared_memory_type", "mmap")
                        .setServerConfig("max_wal_size", "256MB")
                        .setServerConfig("max_connections", "300");
                if ("oldest".equals(System.getProperty("waybill.test.postgres"))) {
                    builder.setPgBinaryResolver((system, machine) -> oldest())
                            .setOverrideWorkingDirectory(HOME.toFile());
                }
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(HOME)));
                return builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Its settings are those of a server that keeps its commits; the disk need not turn for them. */
        private static Path home() {
            String name = NAME + ProcessHandle.current().pid() + "-";
            try {
                if (!Files.isWritable(MEMORY)) {
                    return Files.createTempDirectory(name);
                }
                endThoseOfKilledRuns(MEMORY);
                return freeMemory() > ROOM && Files.getFileStore(MEMORY).getUsableSpace() > ROOM / 2
                        ? Files.createTempDirectory(MEMORY, name)
                        : Files.createTempDirectory(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A killed run can't tidy up, and its databases would hold the memory for ever. */
        private static void endThoseOfKilledRuns(Path memory) throws IOException {
            try (var homes = Files.newDirectoryStream(memory, NAME + "*")) {
                for (Path home : homes) {
                    long run = Long.parseLong(home.getFileName()
                            .toString()
                            .substring(NAME.length())
                            .split("-")[0]);
                    if (ProcessHandle.of(run).isEmpty()) {
                        end(home);
                    }
                }
            }
        }

        /** Bytes that programs can have without the machine swapping, as the kernel tells it. */
        private static long freeMemory() throws IOException {
            try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
                return lines.filter(line -> line.startsWith("MemAvailable:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                        .findFirst()
                        .orElse(0);
            }
        }

        private static void end(Path home) {
            try {
                Path file = home.resolve("data/postmaster.pid");
                if (Files.exists(file)) {
                    String pid = Files.readAllLines(file).getFirst();
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
                FileSystemUtils.deleteRecursively(home);
            } catch (IOException e) {
                // it is still writing: the next run ends it
            }
        }

        private static InputStream oldest() throws IOException {
            JarFile jar =
                    new JarFile(Path.of("target/postgres-oldest/binaries.jar").toFile());
            return jar.getInputStream(jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
