package dev.waybill.retention;

import dev.waybill.cluster.SelfThrottled;
import dev.waybill.cluster.Tick;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of retention, on the general pool: neither intake nor queue waits for a connection because of it. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionConfiguration.class);

    @Bean
    Tick retention(
            JdbcClient jdbc, TransactionTemplate transaction, RetentionSettings settings, MeterRegistry registry) {
        if (!settings.enabled()) {
            LOG.info("Retention is off: this hub purges nothing, and the database grows");
            return () -> {};
        }
        PinnedPlans pinned = new PinnedPlans(transaction, jdbc);
        PurgeStage bodies = new PurgeBodies(jdbc, settings.bodies());
        PurgeStage events = new PurgeEvents(jdbc, settings.dedupeHorizon(), settings.batch());
        return new Retention(
                sweep(pinned, jdbc, bodies, settings),
                sweep(pinned, jdbc, events, settings),
                new RetentionMeters(registry),
                Thread::sleep,
                settings.every().toSeconds());
    }

    /** Runs every ten seconds, and for up to a fiftieth of the time. */
    @Bean
    Tick purgeQuarantine(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            RetentionSettings settings,
            QuarantineAges ages,
            MeterRegistry registry) {
        if (!settings.enabled()) {
            return () -> {};
        }
        Tick purge = new PurgeQuarantine(new PinnedPlans(transaction, jdbc), jdbc, ages, settings.batch(), registry);
        return new SelfThrottled(Duration.ofSeconds(10), purge);
    }

    @Bean
    RetentionGauges retentionGauges(JdbcClient jdbc, TransactionTemplate transaction, MeterRegistry registry) {
        return new RetentionGauges(new PinnedPlans(transaction, jdbc), jdbc, registry);
    }

    private static Sweep sweep(PinnedPlans pinned, JdbcClient jdbc, PurgeStage stage, RetentionSettings settings) {
        return new Sweep(pinned, new SweepRows(jdbc), stage, SweepPacing.of(settings), settings.batch());
    }
}
