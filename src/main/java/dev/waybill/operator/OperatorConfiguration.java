package dev.waybill.operator;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of the audit, on the general connections. Each entry is in the transaction of its command. */
@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

    @Bean
    Audit audit(DataSource database) {
        return new Audit(JdbcClient.create(database));
    }

    @Bean
    AuditChain auditChain(DataSource database) {
        return new AuditChain(
                new TransactionTemplate(new JdbcTransactionManager(database)), JdbcClient.create(database));
    }

    @Bean
    SealAudit sealAudit(AuditChain chain, Clock clock) {
        return new SealAudit(chain, clock);
    }

    @Bean
    AuditReading reading(Audit audit, Clock clock) {
        return new AuditReading(audit, clock);
    }

    @Bean
    AuditLog auditLog(DataSource database) {
        return new AuditLog(JdbcClient.create(database));
    }
}
