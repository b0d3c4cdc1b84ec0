package dev.waybill.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Drops a whole pool at the first sign that its server is gone or is read-only. The other connections lead to the same
 * server, and each would cost a caller one more failure. Hikari by itself drops only the failed connection, and keeps
 * one to a demoted primary for good.
 */
final class EvictOnFailover implements SQLExceptionOverride {

    private static final String READ_ONLY = "25006";

    private volatile @Nullable HikariDataSource pool;

    void of(HikariDataSource made) {
        pool = made;
    }

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals(READ_ONLY) || state.startsWith("08") || state.startsWith("57P0")) {
            HikariDataSource dropping = pool;
            HikariPoolMXBean connections = dropping == null ? null : dropping.getHikariPoolMXBean();
            if (connections != null) {
                connections.softEvictConnections(); // borrowed connections are closed when they are returned
            }
            return Override.MUST_EVICT;
        }
        return Override.CONTINUE_EVICT;
    }
}
