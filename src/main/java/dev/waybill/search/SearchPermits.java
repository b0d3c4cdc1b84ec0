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

    /** @param atOnce how many there may be at the same time */
    public SearchPermits(TransactionTemplate transaction, JdbcClient jdbc, int atOnce) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.permits = new Semaphore(atOnce);
        transaction.setReadOnly(true);
    }

    /**
     * Runs it, or nothing at all if too many run already: whoever waited here would wait with a browser's patience and
     * ask again beside it.
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
