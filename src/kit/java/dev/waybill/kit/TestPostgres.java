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
 * -Dwaybill.test.postgres=oldest}. Each call of {@link #fresh()} makes a database of its own. It ends with the JVM, at
 * once: what a test wrote is not worth a shutdown checkpoint.
 */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** A fresh, migrated database. */
    public static PGSimpleDataSource fresh() {
        return create("TEMPLATE " + Template.NAME);
    }

    /** A fresh database without a table. */
    public static PGSimpleDataSource empty() {
        return create("");
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
            PGSimpleDataSource database = empty();
            Flyway.configure().dataSource(database).load().migrate();
            return database.getDatabaseName();
        }
    }

    private static final class Server {

        static final EmbeddedPostgres INSTANCE = start();

        /** Bytes that the databases of all tests take together, with room to spare. */
        private static final long ROOM = 4L << 30;

        private static EmbeddedPostgres start() {
            try {
                Path home = inMemory();
                var builder = EmbeddedPostgres.builder()
                        .setDataDirectory(home.resolve("data"))
                        .setRegisterShutdownHook(false)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "300");
                if ("oldest".equals(System.getProperty("waybill.test.postgres"))) {
                    builder.setPgBinaryResolver((system, machine) -> oldest())
                            .setOverrideWorkingDirectory(home.toFile());
                }
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(home)));
                return builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Its settings are those of a server that keeps its commits; the disk need not turn for them. */
        private static Path inMemory() throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOM
                    ? Files.createTempDirectory(memory, "test-postgres")
                    : Files.createTempDirectory("test-postgres");
        }

        private static void end(Path home) {
            try {
                String pid =
                        Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst();
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                FileSystemUtils.deleteRecursively(home);
            } catch (IOException e) {
                // it never started, or is still writing: the folder is a temporary one
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
