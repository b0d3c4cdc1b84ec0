package dev.waybill.outbox;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a job does to deliveries. */
@Configuration(proxyBeanMethods = false)
class ReplayManyConfiguration {

    @Bean
    ReplayMany replayMany(@Qualifier("queueDataSource") DataSource database, OutboxComponent outbox) {
        return new ReplayMany(JdbcClient.create(database), outbox::ordered, outbox::wake);
    }

    @Bean
    SkipMany skipMany(@Qualifier("queueDataSource") DataSource database, OutboxComponent outbox) {
        return new SkipMany(JdbcClient.create(database), outbox::wake);
    }

    @Bean
    MatchingDeliveries matchingDeliveries(DataSource database) {
        return new MatchingDeliveries(JdbcClient.create(database));
    }
}
