package dev.waybill.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Makes a pool's connections, and retries while the server is away until it is back. Hikari's own pauses between tries
 * grow to 10 s, and every caller would wait for the next try. Hikari therefore never sees such a failure. Callers that
 * wait for a connection have their own timeout.
 */
final class RetryingDataSource extends DelegatingDataSource {

    private static final int LEAST_PAUSE = 150;
    private static final int MOST_PAUSE = 350;

    RetryingDataSource(DataSource connections) {
        super(connections);
    }

    /** @throws SQLException if the server refuses us for another reason, or the pool is being closed */
    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            try {
                return super.getConnection();
            } catch (SQLException e) {
                if (!FirstConnection.isAway(e)) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    /** Does nothing: the driver's properties set it already, and Spring's simple data source throws. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    private static void pause(SQLException failure) throws SQLException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(LEAST_PAUSE, MOST_PAUSE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
