package dev.waybill.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The operator's side of the quarantine. */
@Configuration(proxyBeanMethods = false)
class QuarantineConfiguration {

    @Bean
    ReleaseKept releaseKept(DataSource database, Readmission readmission) {
        return new ReleaseKept(readmission, transaction(database), new KeptRows(JdbcClient.create(database)));
    }

    @Bean
    QuarantineCommands quarantineCommands(DataSource database, ReleaseKept release) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new QuarantineCommands(transaction(database), release, new KeptRows(jdbc), new Audit(jdbc));
    }

    @Bean
    ReleaseMatching releaseMatching(DataSource database, ReleaseKept release) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new ReleaseMatching(release, new KeptRows(jdbc), new Audit(jdbc), ReleaseMatching.MOST);
    }

    @Bean
    QuarantineLog quarantineLog(DataSource database, Readmission readmission) {
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
