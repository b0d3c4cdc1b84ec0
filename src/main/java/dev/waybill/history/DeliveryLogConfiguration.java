package dev.waybill.history;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators read of deliveries. */
@Configuration(proxyBeanMethods = false)
class DeliveryLogConfiguration {

    @Bean
    DeliveryLog ledger(DataSource database) {
        return new DeliveryLog(JdbcClient.create(database));
    }

    @Bean
    LaneLog laneLog(DataSource database) {
        return new LaneLog(JdbcClient.create(database));
    }

    @Bean
    BlockedGroups blockedGroups(DataSource database) {
        return new BlockedGroups(JdbcClient.create(database));
    }

    @Bean
    DeadLetters deadLetters(DataSource database) {
        return new DeadLetters(JdbcClient.create(database));
    }
}
