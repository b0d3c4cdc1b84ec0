package dev.waybill.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.database.DatabaseClients;
import dev.waybill.kit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;

class ClusterConfigurationTest {

    @EnableConfigurationProperties(NodeSettings.class)
    static class Settings {}

    @Test
    void heartbeats_do_not_wait_for_a_connection_behind_the_queues_work() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ClusterConfiguration.class))
                .withUserConfiguration(Settings.class, DatabaseClients.class)
                .withBean("queueDataSource", DataSource.class, Exhausted::new)
                .withBean("signalsDataSource", DataSource.class, Exhausted::new)
                .withBean("heartbeatDataSource", DataSource.class, TestPostgres::fresh)
                .run(context -> assertThat(context.getBean(Node.class).fresh()).isTrue());
    }

    private static final class Exhausted extends AbstractDriverBasedDataSource {

        @Override
        protected Connection getConnectionFromDriver(Properties properties) throws SQLTransientConnectionException {
            throw new SQLTransientConnectionException("every connection is taken");
        }
    }
}
