package dev.waybill.mechanism;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Holds a rescue up between its look at the nodes and its locks, while something else happens. */
public final class LateRescue {

    private static final String HOLD_UP = """
        ALTER TABLE node RENAME TO every_node;
        CREATE FUNCTION hold_up() RETURNS boolean LANGUAGE plpgsql AS $$
          BEGIN PERFORM pg_advisory_xact_lock(1); RETURN true; END $$;
        CREATE VIEW node AS SELECT * FROM every_node WHERE hold_up() OFFSET 0\
        """;

    private static final String HELD_UP = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'";

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private LateRescue() {}

    /** @return what the rescue, which saw the state from before {@code meanwhile}, did in the end */
    public static CompletableFuture<Integer> run(DataSource database, Supplier<Integer> rescue, Runnable meanwhile) {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql(HOLD_UP).update();
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        return transaction.execute(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(1)").query().listOfRows();
            var late = CompletableFuture.supplyAsync(rescue, THREADS);
            await().until(() -> jdbc.sql(HELD_UP).query(Integer.class).single() == 1);
            CompletableFuture.runAsync(meanwhile, THREADS).join();
            return late;
        });
    }
}
