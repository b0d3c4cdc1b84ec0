package dev.waybill.operator;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of the audit, on the general connections. Each entry is in the transaction of its command. */
@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

    @Bean
    Audit audit(JdbcClient jdbc) {
        return new Audit(jdbc);
    }

    @Bean
    AuditChain auditChain(JdbcClient jdbc, TransactionTemplate transaction) {
        return new AuditChain(transaction, jdbc);
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
    AuditLog auditLog(JdbcClient jdbc) {
        return new AuditLog(jdbc);
    }
}
