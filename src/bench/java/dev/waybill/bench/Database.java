package dev.waybill.bench;

import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** One contestant's database. */
record Database(PGSimpleDataSource source) {

    String name() {
        return String.valueOf(source.getDatabaseName());
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:%d/%s".formatted(port(), name());
    }

    /** The form that libpq and its kin take. */
    String url() {
        return "postgres://postgres@localhost:%d/%s".formatted(port(), name());
    }

    void execute(String sql) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long count(String query) {
        return Long.parseLong(text(query));
    }

    String text(String query) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void check(String query, String expected) {
        String found = text(query);
        if (!found.equals(expected)) {
            throw new IllegalStateException("%s is %s, not %s".formatted(query, found, expected));
        }
    }

    private int port() {
        return source.getPortNumbers()[0];
    }
}
