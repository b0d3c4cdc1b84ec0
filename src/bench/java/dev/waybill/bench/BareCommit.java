package dev.waybill.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The rate of PostgreSQL alone: the same row, one insert and one commit each, from a pool of connections. */
final class BareCommit implements Shooter, AutoCloseable {

    private static final int CONNECTIONS = 16;
    private static final String TABLE = """
        CREATE TABLE bare (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, source text NOT NULL, idempotency_key text NOT NULL,
          message_group text, type text NOT NULL, digest bytea NOT NULL, secret_id text NOT NULL,
          received_at timestamptz NOT NULL DEFAULT now(), headers bytea NOT NULL, body bytea NOT NULL,
          UNIQUE (source, idempotency_key))
        """;
    private static final String INSERT = """
        INSERT INTO bare (source, idempotency_key, message_group, type, digest, secret_id, headers, body)
        VALUES ('covver', ?, ?, 'OrderPlaced', ?, 'current', ?, ?)
        """;

    private final HikariDataSource pool;
    private final ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS);

    BareCommit(Database database) {
        database.execute(TABLE);
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.source());
        config.setMaximumPoolSize(CONNECTIONS);
        this.pool = new HikariDataSource(config);
    }

    @Override
    public CompletionStage<Boolean> shoot(long number) {
        byte[] body = SignedBodies.random(Plan.SMALL_BODY).bytes();
        return CompletableFuture.supplyAsync(() -> insert(body), workers);
    }

    private boolean insert(byte[] body) {
        try (var connection = pool.getConnection();
                var statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, SignedBodies.key());
            statement.setString(2, SignedBodies.key());
            statement.setBytes(3, new byte[32]);
            statement.setBytes(4, "[[\"Content-Type\",\"application/json\"]]".getBytes());
            statement.setBytes(5, body);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        pool.close();
    }
}
