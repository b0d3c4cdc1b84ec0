package dev.waybill.webhook;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that can be away, or keep its callers waiting. */
public final class CuttableDatabase extends DelegatingDataSource {

    public volatile boolean away;
    volatile CountDownLatch held = new CountDownLatch(0);

    public CuttableDatabase(DataSource real) {
        super(real);
    }

    /** From now on every caller waits for {@link CountDownLatch#countDown()}. */
    public CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
        if (away) {
            throw new SQLTransientConnectionException("The database is away");
        }
        return super.getConnection();
    }
}
