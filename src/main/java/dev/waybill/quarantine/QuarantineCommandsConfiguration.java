package dev.waybill.quarantine;

import dev.waybill.operator.Audit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The operator's side of the quarantine. */
@Configuration(proxyBeanMethods = false)
class QuarantineCommandsConfiguration {

    @Bean
    ReleaseEntry releaseKept(JdbcClient jdbc, TransactionTemplate transaction, Resubmit readmission) {
        return new ReleaseEntry(readmission, transaction, new EntryCommands(jdbc));
    }

    @Bean
    QuarantineCommands quarantineCommands(
            JdbcClient jdbc, TransactionTemplate transaction, ReleaseEntry release, Audit audit) {
        return new QuarantineCommands(transaction, release, new EntryCommands(jdbc), audit);
    }

    @Bean
    BulkRelease releaseMatching(JdbcClient jdbc, ReleaseEntry release, Audit audit) {
        return new BulkRelease(release, new EntryCommands(jdbc), audit, BulkRelease.MOST);
    }

    @Bean
    QuarantineLog quarantineLog(JdbcClient jdbc, Resubmit readmission) {
        return new QuarantineLog(jdbc, readmission);
    }
}
