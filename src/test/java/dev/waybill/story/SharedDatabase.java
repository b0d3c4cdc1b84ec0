package dev.waybill.story;

import dev.waybill.kit.TestPostgres;
import dev.waybill.sandbox.ErpStub;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that hubs share and that a test can look into, or stand in the way of. */
final class SharedDatabase {

    private final PGSimpleDataSource database = TestPostgres.empty();

    /** Settings of a hub on this database whose only destination is this ERP. */
    Map<String, String> settings(ErpStub erp) {
        Map<String, String> settings = new HashMap<>();
        settings.put("SPRING_DATASOURCE_URL", database.getUrl());
        settings.put("SPRING_DATASOURCE_USERNAME", "postgres");
        settings.put("ERP_URL", erp.url().toString());
        settings.put("ERP_TOKEN", "token");
        return settings;
    }

    /** Opens a transaction that holds what the statement locks, until it is closed. */
    Connection hold(String statement) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (var locking = connection.createStatement()) {
            locking.execute(statement);
        }
        return connection;
    }

    long count(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
