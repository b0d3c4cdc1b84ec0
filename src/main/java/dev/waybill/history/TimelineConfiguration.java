package dev.waybill.history;

import dev.waybill.cluster.Node;
import dev.waybill.destination.Destinations;
import dev.waybill.operator.AuditLog;
import dev.waybill.search.SearchPermits;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of events: the parts that search first run on its connections. */
@Configuration(proxyBeanMethods = false)
class TimelineConfiguration {

    @Bean
    Orders orders(
            SearchPermits turns,
            @Qualifier("searchDataSource") DataSource database,
            EventLog events,
            LaneLog lanes,
            Destinations destinations) {
        return new Orders(turns, JdbcClient.create(database), events, lanes, destinations);
    }

    @Bean
    EventTimelines stories(
            EventLog events, DeliveryLog ledger, AuditLog audit, SameBodies sameBodies, DataSource database) {
        return new EventTimelines(events, ledger, audit, new NodeRoutes(JdbcClient.create(database)), sameBodies);
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
