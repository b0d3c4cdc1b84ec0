package dev.waybill.replay;

import dev.waybill.outbox.OutboxComponent;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans for a job's work on deliveries. */
@Configuration(proxyBeanMethods = false)
class BulkReplayConfiguration {

    @Bean
    BulkReplay replayMany(@Qualifier("queueDataSource") DataSource database, OutboxComponent outbox) {
        return new BulkReplay(JdbcClient.create(database), outbox::ordered, outbox::wake);
    }

    @Bean
    BulkSkip skipMany(@Qualifier("queueDataSource") DataSource database, OutboxComponent outbox) {
        return new BulkSkip(JdbcClient.create(database), outbox::wake);
    }

    @Bean
    MatchPreview matchingDeliveries(DataSource database) {
        return new MatchPreview(JdbcClient.create(database));
    }
}
