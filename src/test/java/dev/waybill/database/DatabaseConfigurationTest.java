package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.kit.TestPostgres;
import dev.waybill.settings.BadSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class DatabaseConfigurationTest {

    private static final String INSERT_EVENTS = """
        INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
        SELECT 'covver', 'key-' || i, 'OrderPlaced', sha256('x'), 'first' FROM generate_series(1, :count) i
        """;

    @TempDir
    private Path directory;

    @Test
    void without_a_url_the_embedded_one_starts_is_migrated_and_stops_last(CapturedOutput output) {
        Path postmaster = directory.resolve("postgres/18/postmaster.pid");
        HikariDataSource queue;
        try (var context = start(Map.of("WAYBILL_DATA_DIRECTORY", directory.toString()))) {
            queue = context.getBean("queueDataSource", HikariDataSource.class);
            events(context, 3);
            assertThat(postmaster).exists();
        }
        assertThat(queue.isClosed()).isTrue();
        assertThat(postmaster).doesNotExist();
        assertThat(output)
                .contains("Database: embedded PostgreSQL 18", directory.toString(), "holds 0 events")
                .contains("The embedded database is for trials");

        try (var context = start(Map.of("WAYBILL_DATA_DIRECTORY", directory.toString()))) {
            assertThat(context.isRunning()).isTrue();
        }
        assertThat(output).contains("holds 3 events");
    }

    @Test
    void with_a_url_that_server_is_used_by_all_pools(CapturedOutput output) throws Exception {
        String url = TestPostgres.empty().getUrl();
        try (var context = start(Map.of(
                "SPRING_DATASOURCE_URL",
                url,
                "SPRING_DATASOURCE_USERNAME",
                "postgres",
                "WAYBILL_DATA_DIRECTORY",
                directory.toString()))) {
            assertThat(context.getBeansOfType(DataSource.class))
                    .containsOnlyKeys(
                            "dataSource",
                            "intakeDataSource",
                            "queueDataSource",
                            "heartbeatDataSource",
                            "signalsDataSource",
                            "searchDataSource",
                            "probeDataSource");
            assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("dataSource"));
            for (DataSource pool : context.getBeansOfType(DataSource.class).values()) {
                try (var connection = pool.getConnection()) {
                    assertThat(connection.getMetaData().getURL()).isEqualTo(url);
                }
            }
            assertThat(context.getBean("intakeDataSource", HikariDataSource.class)
                            .getMaximumPoolSize())
                    .isEqualTo(6);
        }
        assertThat(output).contains("Database: localhost:").doesNotContain("The embedded database");
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_forgotten_url_stops_a_start_that_is_said_to_be_external() {
        assertThatThrownBy(() ->
                        start(Map.of("WAYBILL_DATABASE", "external", "WAYBILL_DATA_DIRECTORY", directory.toString())))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("SPRING_DATASOURCE_URL is not set");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD"})
    void a_login_whose_url_was_forgotten_does_not_end_in_an_empty_embedded_one(String login) {
        assertThatThrownBy(() -> start(Map.of(login, "orders", "WAYBILL_DATA_DIRECTORY", directory.toString())))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessage("SPRING_DATASOURCE_URL is missing, but %s is set: both or neither.", login);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_url_beside_embedded_is_a_contradiction() {
        assertThatThrownBy(() -> start(
                        Map.of("WAYBILL_DATABASE", "embedded", "SPRING_DATASOURCE_URL", "jdbc:postgresql://db/orders")))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("unset one of them");
    }

    @Test
    void a_mode_that_does_not_exist_is_told() {
        assertThatThrownBy(() -> start(Map.of("WAYBILL_DATABASE", "extern")))
                .rootCause()
                .hasMessageContaining("must be auto, external or embedded");
    }

    @Test
    void above_the_limit_the_count_says_that_it_is_an_estimate() {
        try (var context = start(Map.of(
                "SPRING_DATASOURCE_URL", TestPostgres.empty().getUrl(), "SPRING_DATASOURCE_USERNAME", "postgres"))) {
            events(context, 50);
            CountEvents count = context.getBean(CountEvents.class);
            assertThat(count.held(50)).isEqualTo("50");
            assertThat(count.held(49)).isEqualTo("more than 49");
            context.getBean(JdbcClient.class).sql("ANALYZE inbox_event").update();
            assertThat(count.held(49)).isEqualTo("about 50");
        }
    }

    private static void events(ConfigurableApplicationContext context, int count) {
        context.getBean(JdbcClient.class)
                .sql(INSERT_EVENTS)
                .param("count", count)
                .update();
    }

    /** As the operator starts it: settings from the environment, the shipped application.yaml below. */
    private static ConfigurableApplicationContext start(Map<String, Object> environmentVariables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environmentVariables));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("spring.config.location", "file:application.yaml")));
        return new SpringApplicationBuilder(DatabaseOnly.class)
                .environment(environment)
                .web(WebApplicationType.NONE)
                .run();
    }

    @EnableConfigurationProperties(DatabaseSettings.class)
    @Import({DatabaseConfiguration.class, CountEvents.class, DatabaseHealth.class})
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    static class DatabaseOnly {}
}
