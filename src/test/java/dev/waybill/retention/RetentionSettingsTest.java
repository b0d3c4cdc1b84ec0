package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cluster.Tick;
import dev.waybill.database.DatabaseClients;
import dev.waybill.kit.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class RetentionSettingsTest {

    private final ApplicationContextRunner hub = new ApplicationContextRunner().withUserConfiguration(Around.class);

    @Test
    void without_a_setting_the_room_starts_with_the_documented_defaults() {
        hub.run(context -> {
            assertThat(context.getBean(RetentionSettings.class))
                    .isEqualTo(new RetentionSettings(
                            true,
                            Duration.ofDays(30),
                            Duration.ofDays(400),
                            1000,
                            Duration.ofMillis(100),
                            Duration.ofSeconds(10)));
            assertThat(context.getBean("retention")).isInstanceOf(Retention.class);
        });
    }

    @Test
    void a_duration_is_read_in_both_forms() {
        hub.withPropertyValues("waybill.retention.bodies=P7D", "waybill.retention.dedupe-horizon=90d")
                .run(context -> {
                    var settings = context.getBean(RetentionSettings.class);
                    assertThat(settings.bodies()).isEqualTo(Duration.ofDays(7));
                    assertThat(settings.dedupeHorizon()).isEqualTo(Duration.ofDays(90));
                });
    }

    @Test
    void off_means_that_nothing_is_purged() {
        hub.withPropertyValues("waybill.retention.enabled=off").run(context -> {
            Tick retention = context.getBean("retention", Tick.class);
            retention.tick();
            assertThat(retention).isNotInstanceOf(Retention.class);
        });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({RetentionSettings.class, QuarantineAges.class})
    @Import({RetentionConfiguration.class, DatabaseClients.class})
    static class Around {

        @Bean
        DataSource database() {
            return TestPostgres.fresh();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }
}
