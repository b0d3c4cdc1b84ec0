package dev.waybill.reroute;

import dev.waybill.routing.InboxComponent;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of the commands on events, with the queue's connections. */
@Configuration(proxyBeanMethods = false)
class RerouteConfiguration {

    @Bean
    EventCommands eventCommands(@Qualifier("queueDataSource") DataSource database, InboxComponent inbox) {
        return new EventCommands(
                new TransactionTemplate(new JdbcTransactionManager(database)),
                JdbcClient.create(database),
                inbox::wake);
    }

    @Bean
    BulkReroute routeMatching(@Qualifier("queueDataSource") DataSource database, InboxComponent inbox) {
        return new BulkReroute(
                new TransactionTemplate(new JdbcTransactionManager(database)),
                JdbcClient.create(database),
                inbox::wake,
                BulkReroute.MOST);
    }
}
