package dev.waybill.quarantine;

import dev.waybill.operator.Audit;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of the quarantine. */
@Configuration(proxyBeanMethods = false)
class QuarantineConfiguration {

    @Bean
    ReleaseEntry releaseKept(DataSource database, Resubmit readmission) {
        return new ReleaseEntry(readmission, transaction(database), new EntryCommands(JdbcClient.create(database)));
    }

    @Bean
    QuarantineCommands quarantineCommands(DataSource database, ReleaseEntry release) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new QuarantineCommands(transaction(database), release, new EntryCommands(jdbc), new Audit(jdbc));
    }

    @Bean
    BulkRelease releaseMatching(DataSource database, ReleaseEntry release) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new BulkRelease(release, new EntryCommands(jdbc), new Audit(jdbc), BulkRelease.MOST);
    }

    @Bean
    QuarantineLog quarantineLog(DataSource database, Resubmit readmission) {
        return new QuarantineLog(JdbcClient.create(database), readmission);
    }

    private static TransactionTemplate transaction(DataSource database) {
        return new TransactionTemplate(new JdbcTransactionManager(database));
    }

    @Bean
    Quarantine quarantine(
            @Qualifier("intakeDataSource") DataSource intake, QuarantineSettings settings, MeterRegistry meters) {
        return new Quarantine(intake, settings, System::nanoTime, meters);
    }
}
