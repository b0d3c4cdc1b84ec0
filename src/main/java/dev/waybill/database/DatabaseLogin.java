package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Loopback;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * The address and login of a PostgreSQL server.
 *
 * @param url a JDBC URL of PostgreSQL; its parameters win over all of ours
 * @param username null if the URL or the driver names the user
 * @param password null if none is needed
 */
record DatabaseLogin(
        String url, @Nullable String username, @Nullable String password) {

    private static final Driver DRIVER = new Driver();

    /** Modes that always encrypt. The driver's default, {@code prefer}, falls back to an unencrypted connection. */
    private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full");

    /** Names of the server type that takes writes; the second is the first's old name. */
    private static final Set<String> WRITABLE = Set.of("primary", "master");

    DatabaseLogin {
        if (url.replaceFirst("\\?.*", "").contains("@")) { // checked before the driver, which would print it
            throw new BadSetting(
                    "SPRING_DATASOURCE_URL",
                    "SPRING_DATASOURCE_URL has a login before an @, which the driver doesn't read: move it to"
                            + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.");
        }
        Properties parsed = Driver.parseURL(url, new Properties());
        if (parsed == null) {
            throw new BadSetting(
                    "SPRING_DATASOURCE_URL",
                    "SPRING_DATASOURCE_URL is not a JDBC URL of PostgreSQL: use a form like"
                            + " jdbc:postgresql://host:5432/waybill, with the password in SPRING_DATASOURCE_PASSWORD.");
        }
        String target = PGProperty.TARGET_SERVER_TYPE.getOrDefault(parsed);
        if (PGProperty.TARGET_SERVER_TYPE.isPresent(parsed) && !WRITABLE.contains(String.valueOf(target))) {
            throw new BadSetting(
                    "SPRING_DATASOURCE_URL",
                    "SPRING_DATASOURCE_URL has targetServerType=%s, but the hub needs the server that accepts writes: remove it, or set it to primary."
                            .formatted(target));
        }
    }

    /**
     * Returns the properties that every connection starts from; the URL's own parameters win. Of several hosts, each
     * new connection looks for the one that takes writes. The driver remembers that host for a while, but asks all of
     * them again before it gives up.
     */
    Properties defaults() {
        Properties defaults = new Properties();
        PGProperty.TCP_KEEP_ALIVE.set(defaults, true);
        PGProperty.SSL_RESPONSE_TIMEOUT.set(defaults, 2000); // a frozen host must leave time for the next one
        if (hosts().length > 1) {
            PGProperty.TARGET_SERVER_TYPE.set(defaults, "primary");
        }
        return defaults;
    }

    /** Returns a source of new connections with these properties, without a pool. */
    DataSource unpooled(Properties properties) {
        return new SimpleDriverDataSource(DRIVER, url, withUser(properties));
    }

    /** Opens a connection outside any pool. The caller closes it. */
    Connection connect(Properties defaults) throws SQLException {
        Properties properties = defaults();
        properties.putAll(defaults);
        Connection connection = DRIVER.connect(url, withUser(properties));
        if (connection == null) {
            throw new SQLException("The driver does not take this URL");
        }
        return connection;
    }

    private Properties withUser(Properties properties) {
        if (username != null) {
            PGProperty.USER.set(properties, username);
        }
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password);
        }
        return properties;
    }

    /** Returns hosts, ports and database, without the URL's parameters: they may hold a password. */
    String where() {
        StringJoiner places = new StringJoiner(",", "", "/" + PGProperty.PG_DBNAME.getOrDefault(parsed()));
        String[] hosts = hosts();
        String[] ports =
                String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed())).split(",");
        for (int i = 0; i < hosts.length; i++) {
            places.add(hosts[i] + ":" + ports[Math.min(i, ports.length - 1)]);
        }
        return places.toString();
    }

    /** True if the password and all stored data may cross a network that others can read. */
    boolean mayGoUnencrypted() {
        Properties parsed = parsed();
        String mode = PGProperty.SSL_MODE.getOrDefault(parsed);
        String ssl = PGProperty.SSL.getOrDefault(parsed);
        boolean encrypted = mode == null ? "true".equals(ssl) || "".equals(ssl) : ENCRYPTED.contains(mode);
        return !encrypted
                && !"require".equals(PGProperty.GSS_ENC_MODE.getOrDefault(parsed))
                && !PGProperty.SOCKET_FACTORY.isPresent(parsed)
                && !Stream.of(hosts()).allMatch(Loopback::is);
    }

    private String[] hosts() {
        return String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed())).split(",");
    }

    private Properties parsed() {
        return Objects.requireNonNull(Driver.parseURL(url, new Properties()), "checked when it was made");
    }

    @Override
    public String toString() {
        return "Login to " + where();
    }
}
