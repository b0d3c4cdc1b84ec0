package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.BadSetting;
import dev.waybill.TestPostgres;
import dev.waybill.node.Tick;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bodies=500d        | waybill.retention.dedupe-horizon is PT9600H: set it to at least waybill.retention.bodies (PT12000H): an event can't go before its bytes.
        dedupe-horizon=20d | waybill.retention.dedupe-horizon is PT480H: set it to at least waybill.retention.bodies (PT720H): an event can't go before its bytes.
        bodies=30          | waybill.retention.bodies is PT0.03S: set it to 1h to 36500d, with the unit.
        dedupe-horizon=40000d | waybill.retention.dedupe-horizon is PT960000H: set it to 1d to 36500d, with the unit.
        batch=1001         | waybill.retention.batch is 1001: set it to 1 to 1000.
        batch=0            | waybill.retention.batch is 0: set it to 1 to 1000.
        pause=-1s          | waybill.retention.pause is PT-1S: set it to 0s to 1m.
        every=500ms        | waybill.retention.every is PT0.5S: set it to 1s to 1h.
        """)
    void a_setting_out_of_range_stops_the_start_with_a_sentence(String property, String sentence) {
        hub.withPropertyValues("waybill.retention." + property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(BadSetting.class)
                        .hasMessage(sentence));
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
    @Import(RetentionConfiguration.class)
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
