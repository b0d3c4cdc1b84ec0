package dev.waybill.database;

import dev.waybill.BadSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * How to connect.
 *
 * @param url a JDBC URL of PostgreSQL; its parameters win over all of ours
 * @param username null where the URL or the driver names the user
 * @param password null where none is needed
 */
record Login(
        String url, @Nullable String username, @Nullable String password) {

    private static final Driver DRIVER = new Driver();

    Login {
        if (Driver.parseURL(url, new Properties()) == null) {
            throw new BadSetting(
                    "SPRING_DATASOURCE_URL",
                    "SPRING_DATASOURCE_URL is not a JDBC URL of PostgreSQL: it reads like"
                            + " jdbc:postgresql://host:5432/waybill, with the password in SPRING_DATASOURCE_PASSWORD.");
        }
    }

    /** A connection outside any pool. It is closed by the caller. */
    Connection connect(Properties defaults) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(defaults);
        if (username != null) {
            PGProperty.USER.set(properties, username);
        }
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password);
        }
        Connection connection = DRIVER.connect(url, properties);
        if (connection == null) {
            throw new SQLException("The driver does not take this URL");
        }
        return connection;
    }

    /** Hosts, ports and database, without the URL's parameters: they may hold a password. */
    String where() {
        Properties parsed = Driver.parseURL(url, new Properties());
        if (parsed == null) {
            return "an unknown place";
        }
        String[] hosts = String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed)).split(",");
        String[] ports = String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed)).split(",");
        StringJoiner places = new StringJoiner(",", "", "/" + PGProperty.PG_DBNAME.getOrDefault(parsed));
        for (int i = 0; i < hosts.length; i++) {
            places.add(hosts[i] + ":" + ports[Math.min(i, ports.length - 1)]);
        }
        return places.toString();
    }

    @Override
    public String toString() {
        return "Login to " + where();
    }
}
