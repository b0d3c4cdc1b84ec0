package dev.waybill.replay;

import dev.waybill.outbox.OutboxComponent;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans for a job's work on deliveries. */
@Configuration(proxyBeanMethods = false)
class BulkReplayConfiguration {

    @Bean
    BulkReplay replayMany(@Qualifier("queueJdbc") JdbcClient jdbc, OutboxComponent outbox) {
        return new BulkReplay(jdbc, outbox::ordered, outbox::wake);
    }

    @Bean
    BulkSkip skipMany(@Qualifier("queueJdbc") JdbcClient jdbc, OutboxComponent outbox) {
        return new BulkSkip(jdbc, outbox::wake);
    }

    @Bean
    MatchPreview matchingDeliveries(JdbcClient jdbc) {
        return new MatchPreview(jdbc);
    }
}
