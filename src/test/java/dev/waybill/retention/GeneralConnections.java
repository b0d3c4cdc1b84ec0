package dev.waybill.retention;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections like those of the hub's general pool: the planner's settings are the server's own. */
final class GeneralConnections {

    private GeneralConnections() {}

    /** The same database; without waiting for the disk at commit, which no test here is about. */
    static PGSimpleDataSource to(PGSimpleDataSource database) {
        var general = new PGSimpleDataSource();
        general.setUrl(database.getUrl());
        general.setUser(database.getUser());
        general.setPassword(database.getPassword());
        general.setOptions("-c synchronous_commit=off");
        return general;
    }

    static HikariDataSource pool(PGSimpleDataSource database) {
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}
