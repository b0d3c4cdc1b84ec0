package dev.waybill.retention;

import dev.waybill.cluster.SelfThrottled;
import dev.waybill.cluster.Tick;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of retention, on the general pool: neither intake nor queue waits for a connection because of it. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionConfiguration.class);

    @Bean
    Tick retention(DataSource database, RetentionSettings settings, MeterRegistry registry) {
        if (!settings.enabled()) {
            LOG.info("Retention is off: this hub purges nothing, and the database grows");
            return () -> {};
        }
        JdbcClient jdbc = JdbcClient.create(database);
        PurgeStage bodies = new PurgeBodies(jdbc, settings.bodies());
        PurgeStage events = new PurgeEvents(jdbc, settings.dedupeHorizon(), settings.batch());
        return new Retention(
                sweep(database, bodies, settings),
                sweep(database, events, settings),
                new RetentionMeters(registry),
                Thread::sleep,
                settings.every().toSeconds());
    }

    /** Runs every ten seconds, and for up to a fiftieth of the time. */
    @Bean
    Tick purgeQuarantine(DataSource database, RetentionSettings settings, QuarantineAges ages, MeterRegistry registry) {
        if (!settings.enabled()) {
            return () -> {};
        }
        JdbcClient jdbc = JdbcClient.create(database);
        Tick purge = new PurgeQuarantine(pinned(database), jdbc, ages, settings.batch(), registry);
        return new SelfThrottled(Duration.ofSeconds(10), purge);
    }

    @Bean
    RetentionGauges retentionGauges(DataSource database, MeterRegistry registry) {
        return new RetentionGauges(pinned(database), JdbcClient.create(database), registry);
    }

    private static Sweep sweep(DataSource database, PurgeStage stage, RetentionSettings settings) {
        var rows = new SweepRows(JdbcClient.create(database));
        return new Sweep(pinned(database), rows, stage, SweepPacing.of(settings), settings.batch());
    }

    private static PinnedPlans pinned(DataSource database) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        return new PinnedPlans(transaction, JdbcClient.create(database));
    }
}
