package dev.waybill.search;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Read-only transactions on the search's connections: a few at once, each statement cut off after a second. */
public final class SearchPermits {

    private static final String AT_MOST = "SELECT set_config('statement_timeout', '1s', true)";

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Semaphore permits;

    /** @param atOnce limit of the transactions that run at the same time */
    public SearchPermits(TransactionTemplate transaction, JdbcClient jdbc, int atOnce) {
        this.transaction = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        this.transaction.setReadOnly(true); // its own: others write with theirs
        this.jdbc = jdbc;
        this.permits = new Semaphore(atOnce);
    }

    /**
     * Runs the search, or returns empty if too many run already. A browser that waited here would time out and ask
     * again.
     */
    public <T> Optional<T> take(Supplier<T> search) {
        if (!permits.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Objects.requireNonNull(transaction.execute(status -> {
                jdbc.sql(AT_MOST).query(String.class).single();
                return search.get();
            })));
        } finally {
            permits.release();
        }
    }
}
