package dev.waybill.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Makes a pool's connections, and while the server is away goes on until it is back. Hikari's own pauses between tries
 * grow to 10 s, and whoever asks meanwhile waits for the next try: so it never gets to see such a failure. Those who
 * wait for a connection give up by themselves.
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

    /** The driver's properties say it already, and Spring's simple data source refuses to be told. */
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
