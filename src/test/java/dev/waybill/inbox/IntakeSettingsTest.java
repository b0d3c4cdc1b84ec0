package dev.waybill.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.availability.AvailabilityConfiguration;
import dev.waybill.availability.BacklogLimitSettings;
import dev.waybill.database.DatabaseClients;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.quarantine.QuarantineConfiguration;
import dev.waybill.quarantine.QuarantineSettings;
import dev.waybill.sources.DoubtSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;

class IntakeSettingsTest {

    private final ApplicationContextRunner hub = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Around.class);

    @Test
    void without_a_setting_the_room_starts_with_the_documented_defaults() {
        hub.run(context -> {
            assertThat(context.getBean(IntakeSettings.class))
                    .isEqualTo(new IntakeSettings(
                            2, 10_000, DataSize.ofMegabytes(64), 512, DataSize.ofMegabytes(8), Duration.ofSeconds(3)));
            assertThat(context.getBean(QuarantineSettings.class))
                    .isEqualTo(new QuarantineSettings(
                            new QuarantineSettings.Verified(100_000, DataSize.ofGigabytes(1)),
                            new QuarantineSettings.Plausible(
                                    50_000, DataSize.ofMegabytes(256), 20, DataSize.ofKilobytes(512)),
                            new QuarantineSettings.Unverified(
                                    10_000, DataSize.ofMegabytes(64), 10, DataSize.ofKilobytes(64)),
                            Duration.ofSeconds(3)));
            assertThat(context.getBean(DoubtSettings.class))
                    .isEqualTo(new DoubtSettings(5, Duration.ofMinutes(2), Duration.ofHours(1)));
            assertThat(context.getBean(BacklogLimitSettings.class)).isEqualTo(new BacklogLimitSettings(0, null));
            assertThat(context.getBean("inbox")).isInstanceOf(IdempotentRepository.class);
            assertThat(context.getBean(GroupCommit.class).isRunning()).isTrue();
            assertThat(context.getBean(Quarantine.class).isRunning()).isTrue();
        });
    }

    @Test
    void a_setting_out_of_range_stops_the_start_and_is_named() {
        refused("waybill.inbox.intake.writers=0", "writers");
        refused("waybill.inbox.intake.answer-within=1ms", "answerWithin");
        refused("waybill.inbox.intake.flush-bytes=10KB", "flushBytes");
        refused("waybill.inbox.quarantine.unverified.per-second=0", "unverified.perSecond");
        refused("waybill.inbox.quarantine.plausible.per-second=0", "plausible.perSecond");
        refused("waybill.inbox.quarantine.plausible.bytes-per-second=1B", "plausible.bytesPerSecond");
        refused("waybill.inbox.doubt.quiet=0s", "quiet");
        refused("waybill.inbox.quarantine.verified.rows=1", "verified.rows");
        refused("waybill.inbox.quarantine.unverified.bytes=1KB", "unverified.bytes");
    }

    private void refused(String property, String named) {
        hub.withPropertyValues(property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(named));
    }

    /** The beans of other rooms. */
    @Configuration(proxyBeanMethods = false)
    @Import({
        IntakeConfiguration.class,
        AvailabilityConfiguration.class,
        QuarantineConfiguration.class,
        DatabaseClients.class
    })
    @EnableConfigurationProperties({
        IntakeSettings.class,
        QuarantineSettings.class,
        DoubtSettings.class,
        BacklogLimitSettings.class
    })
    static class Around {

        @Bean
        @Qualifier("intakeDataSource")
        DataSource intakeDataSource() {
            return new PGSimpleDataSource();
        }

        @Bean
        DataSource probeDataSource() {
            return new PGSimpleDataSource();
        }

        @Bean
        DataSource dataSource() {
            return new PGSimpleDataSource();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }
}
