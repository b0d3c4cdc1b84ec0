package dev.waybill.revision;

import dev.waybill.cluster.NotifySender;
import dev.waybill.operator.Audit;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class RevisionConfiguration {

    /** Enough for a thousand tests. */
    private static final Duration PROOF = Duration.ofSeconds(60);

    @Bean
    Revisions revisions(JdbcClient jdbc, TransactionTemplate transaction, Audit audit) {
        return new Revisions(jdbc, transaction, audit);
    }

    @Bean
    RevisionCommands revisionCommands(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Revisions revisions,
            ApplicationContext hub,
            Audit audit,
            NotifySender signals,
            PublishSettings settings) {
        return new RevisionCommands(
                jdbc, transaction, revisions, new ProveBundle(hub, PROOF), audit, signals, settings.enabled());
    }

    @Bean
    HubRevisions hubRevisions(JdbcClient jdbc) {
        return new HubRevisions(jdbc);
    }

    /** Asked on the way of events, so with the connections of the queue. */
    @Bean
    CanaryPlaces canaryPlaces(@Qualifier("queueJdbc") JdbcClient queue) {
        return new CanaryPlaces(queue);
    }
}
