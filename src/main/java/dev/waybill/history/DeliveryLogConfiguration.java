package dev.waybill.history;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans that read deliveries for operators. */
@Configuration(proxyBeanMethods = false)
class DeliveryLogConfiguration {

    @Bean
    DeliveryLog ledger(JdbcClient jdbc) {
        return new DeliveryLog(jdbc);
    }

    @Bean
    LaneLog laneLog(JdbcClient jdbc) {
        return new LaneLog(jdbc);
    }

    @Bean
    BlockedGroups blockedGroups(JdbcClient jdbc) {
        return new BlockedGroups(jdbc);
    }

    @Bean
    DeadLetters deadLetters(JdbcClient jdbc) {
        return new DeadLetters(jdbc);
    }
}
