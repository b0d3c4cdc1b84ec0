package dev.waybill;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL for the tests of this JVM: 18 by default, the oldest supported one with {@code
 * -Dwaybill.test.postgres=oldest}. Each call of {@link #fresh()} makes a database of its own.
 */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** A fresh, migrated database. */
    public static PGSimpleDataSource fresh() {
        PGSimpleDataSource database = empty();
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    /** A fresh database without a table. */
    public static PGSimpleDataSource empty() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return (PGSimpleDataSource) Server.INSTANCE.getDatabase("postgres", name);
    }

    public static String url(DataSource database) {
        return ((PGSimpleDataSource) database).getUrl() + "?user=postgres";
    }

    private static final class Server {

        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                var builder = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "300");
                if ("oldest".equals(System.getProperty("waybill.test.postgres"))) {
                    builder.setPgBinaryResolver((system, machine) -> oldest())
                            .setOverrideWorkingDirectory(
                                    Files.createTempDirectory("postgres-oldest").toFile());
                }
                return builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static java.io.InputStream oldest() throws IOException {
            var jar = new java.util.jar.JarFile(
                    Path.of("target/postgres-oldest/binaries.jar").toFile());
            return jar.getInputStream(jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
