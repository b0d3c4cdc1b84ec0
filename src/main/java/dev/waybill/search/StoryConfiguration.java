package dev.waybill.search;

import dev.waybill.inbox.AuditLog;
import dev.waybill.inbox.EventLog;
import dev.waybill.node.Node;
import dev.waybill.outbox.Destinations;
import dev.waybill.outbox.LaneLog;
import dev.waybill.outbox.Ledger;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of events: the parts that search first run on its connections. */
@Configuration(proxyBeanMethods = false)
class StoryConfiguration {

    @Bean
    Orders orders(
            Turns turns,
            @Qualifier("searchDataSource") DataSource database,
            EventLog events,
            LaneLog lanes,
            Destinations destinations) {
        return new Orders(turns, JdbcClient.create(database), events, lanes, destinations);
    }

    @Bean
    Stories stories(EventLog events, Ledger ledger, AuditLog audit, SameBodies sameBodies, DataSource database) {
        return new Stories(events, ledger, audit, new NodeRoutes(JdbcClient.create(database)), sameBodies);
    }

    @Bean
    SameBodies sameBodies(DataSource database) {
        return new SameBodies(JdbcClient.create(database));
    }

    @Bean
    RecordRoutes recordRoutes(Node node, @Qualifier("searchDataSource") DataSource database) {
        return new RecordRoutes(node, new NodeRoutes(JdbcClient.create(database)));
    }
}
