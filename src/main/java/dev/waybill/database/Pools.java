package dev.waybill.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/**
 * The six pools. A dead database is noticed within seconds, and a pool mends itself when the database is back.
 *
 * <p>Session settings are SET on each new connection, not sent as startup {@code options}: the URL may hold options of
 * the operator's, which would replace ours, and poolers such as pgbouncer refuse them.
 */
final class Pools {

    /** A hub that is frozen in the middle of a command must not hold its rows for the others. */
    private static final String GENERAL = "SET idle_in_transaction_session_timeout = '10s'";

    /** statement_timeout is below the socket's: the server's answer says surely that nothing was written. */
    private static final String INTAKE = """
        SET statement_timeout = '4s';
        SET idle_in_transaction_session_timeout = '10s'
        """;

    /** A queue is analysed while it is empty, and the planner would then scan it when it is full. */
    private static final String QUEUE = """
        SET enable_seqscan = off;
        SET enable_hashjoin = off;
        SET enable_mergejoin = off;
        SET jit = off;
        SET statement_timeout = '5s';
        SET idle_in_transaction_session_timeout = '10s'
        """;

    /**
     * As the queue's, for tables that grow as fast; without bitmaps too: they are made of all that matches before the
     * first row comes out. A search itself ends its statements sooner.
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

    /** One connection that nothing else can hold: a heartbeat that waits behind other work is a death. */
    static HikariDataSource heartbeat(DatabaseLogin login) {
        return open(config(login, "heartbeat", 1, Duration.ofSeconds(2)));
    }

    /**
     * No pool: each connection is a new one that gives up soon, for the question whether the database is there. A
     * server that took the connection and says nothing is left after 1 s for the next host of the URL.
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

    /** One connection that listens for as long as the hub runs; none while nobody listens. */
    static HikariDataSource signals(DatabaseLogin login) {
        return open(config(login, "signals", 1, Duration.ofSeconds(10)));
    }

    /** The properties are defaults: a parameter of the URL wins. */
    private static HikariConfig config(DatabaseLogin login, String name, int size, Duration socketTimeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(Duration.ofSeconds(2).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setInitializationFailTimeout(-1);
        // it connects when somebody asks, and keeps what it has
        config.setMinimumIdle(0);
        config.setIdleTimeout(0);
        // said, not detected: a pool whose first connection dies while Hikari asks for the default then asks every
        // later one for "level -1" and never works again. The statements of the queue are written for this level too.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        Properties defaults = login.defaults();
        PGProperty.APPLICATION_NAME.set(defaults, "waybill-" + name);
        PGProperty.CONNECT_TIMEOUT.set(defaults, 2);
        // less than the whole login may take: a frozen host must leave time for the next one of the URL
        PGProperty.SSL_RESPONSE_TIMEOUT.set(defaults, 1500);
        PGProperty.LOGIN_TIMEOUT.set(defaults, 4);
        PGProperty.SOCKET_TIMEOUT.set(defaults, (int) socketTimeout.toSeconds());
        config.setDataSource(new RetryingDataSource(login.unpooled(defaults)));
        return config;
    }
}
