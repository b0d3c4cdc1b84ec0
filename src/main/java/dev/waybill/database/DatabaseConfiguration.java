package dev.waybill.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * Opens the database, then the pools. Spring closes in the opposite order, so an embedded server stops after all
 * others.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);

    @Bean(destroyMethod = "close")
    Server databaseServer(DatabaseSettings settings, Environment environment) {
        DatabaseLogin external = ExternalLogin.of(settings, environment);
        Server server;
        if (external != null) {
            server = new ExternalServer(external);
            LOG.info("Database: {}", server.where());
            if (external.mayGoUnencrypted()) {
                LOG.warn("Orders and the password can go to the database unencrypted. Add sslmode=verify-full to"
                        + " SPRING_DATASOURCE_URL; require encrypts too, but checks no certificate");
            }
        } else {
            server = EmbeddedServer.start(Path.of(environment.getProperty("waybill.data-directory", "data")));
            LOG.info("Database: {}", server.where());
            LOG.warn("The embedded database is for trials and small single nodes; set SPRING_DATASOURCE_URL for"
                    + " more");
        }
        try {
            FirstConnection.check(server.login(), settings.waitAtStart());
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Serves everything that is neither intake nor queue. */
    @Bean
    @Primary
    HikariDataSource dataSource(Server server, DatabaseSettings settings) {
        return Pools.general(server.login(), settings.generalConnections());
    }

    /** Serves the inbox's writers: a call without an answer ends within 5 s. */
    @Bean
    HikariDataSource intakeDataSource(Server server, DatabaseSettings settings) {
        return Pools.intake(server.login(), settings.intakeConnections());
    }

    /** Serves the router and the outbox, with plans that statistics of an empty table can't spoil. */
    @Bean
    HikariDataSource queueDataSource(Server server, DatabaseSettings settings) {
        return Pools.queue(server.login(), settings.queueConnections());
    }

    /** Serves searches among millions of events: a long one keeps no connection from other work. */
    @Bean
    HikariDataSource searchDataSource(Server server, DatabaseSettings settings) {
        return Pools.search(server.login(), settings.searchConnections());
    }

    /** Serves this hub's heartbeat alone. */
    @Bean
    HikariDataSource heartbeatDataSource(Server server) {
        return Pools.heartbeat(server.login());
    }

    /** Listens for other hubs' signals about work that they can't take up at once. */
    @Bean
    HikariDataSource signalsDataSource(Server server) {
        return Pools.signals(server.login());
    }

    /** Serves the check whether the database answers, which must not wait for a pool. */
    @Bean
    DataSource probeDataSource(Server server) {
        return Pools.probe(server.login());
    }

    @Bean
    FlywayMigrationStrategy migrate(Server server, DatabaseSettings settings) {
        return new Migrate(server.login(), settings.waitAtStart());
    }

    /** Runs migrations outside the pools, whose timeouts would cut a long one. */
    @Bean
    FlywayConfigurationCustomizer migrateOutsideThePools(Server server) {
        DatabaseLogin login = server.login();
        Properties defaults = login.defaults();
        PGProperty.APPLICATION_NAME.set(defaults, "waybill-migrate");
        Map<String, String> properties =
                defaults.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, defaults::getProperty));
        return flyway -> flyway.jdbcProperties(properties).dataSource(login.url(), login.username(), login.password());
    }
}
