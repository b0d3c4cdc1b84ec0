package dev.waybill.revision;

import dev.waybill.operator.Audit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class RevisionConfiguration {

    @Bean
    Revisions revisions(JdbcClient jdbc, TransactionTemplate transaction, Audit audit) {
        return new Revisions(jdbc, transaction, audit);
    }

    @Bean
    HubRevisions hubRevisions(JdbcClient jdbc) {
        return new HubRevisions(jdbc);
    }

    /** It is asked on the way of events, so it has the connections of the queue. */
    @Bean
    CanaryPlaces canaryPlaces(@Qualifier("queueJdbc") JdbcClient queue) {
        return new CanaryPlaces(queue);
    }
}
