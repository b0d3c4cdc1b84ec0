package dev.waybill.history;

import dev.waybill.quarantine.Resubmit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans that read events for operators. */
@Configuration(proxyBeanMethods = false)
class EventLogConfiguration {

    @Bean
    EventLog eventLog(JdbcClient jdbc, Resubmit readmission) {
        return new EventLog(jdbc, readmission);
    }
}
