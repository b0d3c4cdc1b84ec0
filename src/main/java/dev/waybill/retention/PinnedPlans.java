package dev.waybill.retention;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions on the general pool with the planner held to the indexes, like the queue's pool. Statistics from a time
 * when a table was small would cause a scan of the large table. The transactions also have a time limit: a frozen hub
 * must not hold up an operator for long.
 */
final class PinnedPlans {

    private static final String PIN = """
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
               set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
               set_config('statement_timeout', '10s', true),
               set_config('idle_in_transaction_session_timeout', '10s', true)\
        """;

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    PinnedPlans(TransactionTemplate transaction, JdbcClient jdbc) {
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    <T> T run(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql(PIN).query().listOfRows();
            return work.get();
        }));
    }
}
