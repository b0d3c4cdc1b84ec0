package dev.waybill.reroute;

import dev.waybill.routing.InboxComponent;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of the commands on events, with the queue's connections. */
@Configuration(proxyBeanMethods = false)
class RerouteConfiguration {

    @Bean
    EventCommands eventCommands(
            @Qualifier("queueJdbc") JdbcClient jdbc,
            @Qualifier("queueTransaction") TransactionTemplate transaction,
            InboxComponent inbox) {
        return new EventCommands(transaction, jdbc, inbox::wake);
    }

    @Bean
    BulkReroute routeMatching(
            @Qualifier("queueJdbc") JdbcClient jdbc,
            @Qualifier("queueTransaction") TransactionTemplate transaction,
            InboxComponent inbox) {
        return new BulkReroute(transaction, jdbc, inbox::wake, BulkReroute.MOST);
    }
}
