package dev.waybill.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/**
 * The six pools. Each notices a dead database within seconds, and recovers by itself when the database is back.
 *
 * <p>Session settings are SET on each new connection, not sent as startup {@code options}. The URL may hold the
 * operator's own options, which would replace ours, and poolers such as PgBouncer refuse them.
 */
final class Pools {

    /** Ends the transaction of a hub that freezes in the middle of a command: its rows become free for the others. */
    private static final String GENERAL = "SET idle_in_transaction_session_timeout = '10s'";

    /** Keeps statement_timeout below the socket's: only the server's answer proves that nothing was written. */
    private static final String INTAKE = """
        SET statement_timeout = '4s';
        SET idle_in_transaction_session_timeout = '10s'
        """;

    /** Pins the plans: a queue is analysed while it is empty, and the planner would scan it when it is full. */
    private static final String QUEUE = """
        SET enable_seqscan = off;
        SET enable_hashjoin = off;
        SET enable_mergejoin = off;
        SET jit = off;
        SET statement_timeout = '5s';
        SET idle_in_transaction_session_timeout = '10s'
        """;

    /**
     * Pins the plans as for the queue, since these tables grow as fast. Bitmap scans are off too: they read every match
     * before they return the first row. A search itself ends its statements sooner.
     */
    private static final String SEARCH = """
        SET enable_seqscan = off;
        SET enable_bitmapscan = off;
        SET enable_hashjoin = off;
        SET enable_mergejoin = off;
        SET jit = off;
        SET max_parallel_workers_per_gather = 0;
        SET statement_timeout = '5s';
        SET idle_in_transaction_session_timeout = '10s'
        """;

    private Pools() {}

    static HikariDataSource general(DatabaseLogin login, int size) {
        HikariConfig config = config(login, "general", size, Duration.ofSeconds(30));
        config.setConnectionInitSql(GENERAL);
        return open(config);
    }

    static HikariDataSource intake(DatabaseLogin login, int size) {
        HikariConfig config = config(login, "intake", size, Duration.ofSeconds(5));
        config.setConnectionInitSql(INTAKE);
        return open(config);
    }

    static HikariDataSource queue(DatabaseLogin login, int size) {
        HikariConfig config = config(login, "queue", size, Duration.ofSeconds(10));
        config.setConnectionInitSql(QUEUE);
        return open(config);
    }

    static HikariDataSource search(DatabaseLogin login, int size) {
        HikariConfig config = config(login, "search", size, Duration.ofSeconds(10));
        config.setConnectionInitSql(SEARCH);
        return open(config);
    }

    /** Opens one connection that nothing else can hold: the others would take a late heartbeat for a dead node. */
    static HikariDataSource heartbeat(DatabaseLogin login) {
        return open(config(login, "heartbeat", 1, Duration.ofSeconds(2)));
    }

    /**
     * Returns a source without a pool, for the check whether the database answers. Each connection is new and gives up
     * soon. After 1 s without an answer it tries the next host of the URL.
     */
    static DataSource probe(DatabaseLogin login) {
        Properties defaults = login.defaults();
        PGProperty.APPLICATION_NAME.set(defaults, "waybill-probe");
        PGProperty.CONNECT_TIMEOUT.set(defaults, 1);
        PGProperty.SSL_RESPONSE_TIMEOUT.set(defaults, 1000);
        PGProperty.LOGIN_TIMEOUT.set(defaults, 3);
        PGProperty.SOCKET_TIMEOUT.set(defaults, 2);
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(defaults, 1);
        return login.unpooled(defaults);
    }

    private static HikariDataSource open(HikariConfig config) {
        EvictOnFailover drop = new EvictOnFailover();
        config.setExceptionOverride(drop);
        HikariDataSource pool = new HikariDataSource(config);
        drop.of(pool);
        return pool;
    }

    /** Opens one connection that listens while the hub runs; none if there is no listener. */
    static HikariDataSource signals(DatabaseLogin login) {
        return open(config(login, "signals", 1, Duration.ofSeconds(10)));
    }

    /** Sets properties as defaults: a parameter of the URL wins. */
    private static HikariConfig config(DatabaseLogin login, String name, int size, Duration socketTimeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(Duration.ofSeconds(2).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setInitializationFailTimeout(-1);
        // connects on demand, and keeps the connections it has
        config.setMinimumIdle(0);
        config.setIdleTimeout(0);
        // set, not detected: if the first connection dies while Hikari asks for the default, it asks all later ones for
        // "level -1" and never recovers. The queue's statements also need this level.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        Properties defaults = login.defaults();
        PGProperty.APPLICATION_NAME.set(defaults, "waybill-" + name);
        PGProperty.CONNECT_TIMEOUT.set(defaults, 2);
        // less than the limit of the whole login: a frozen host must leave time for the next one of the URL
        PGProperty.SSL_RESPONSE_TIMEOUT.set(defaults, 1500);
        PGProperty.LOGIN_TIMEOUT.set(defaults, 4);
        PGProperty.SOCKET_TIMEOUT.set(defaults, (int) socketTimeout.toSeconds());
        config.setDataSource(new RetryingDataSource(login.unpooled(defaults)));
        return config;
    }
}
