package dev.waybill.history;

import dev.waybill.bundle.Bundle;
import dev.waybill.cluster.Node;
import dev.waybill.destination.Destinations;
import dev.waybill.operator.AuditLog;
import dev.waybill.search.SearchPermits;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans that tell the history of events. The parts that search first run on the search's connections. */
@Configuration(proxyBeanMethods = false)
class TimelineConfiguration {

    @Bean
    Orders orders(
            SearchPermits turns,
            @Qualifier("searchJdbc") JdbcClient jdbc,
            EventLog events,
            LaneLog lanes,
            Destinations destinations) {
        return new Orders(turns, jdbc, events, lanes, destinations);
    }

    @Bean
    EventTimelines stories(
            EventLog events, DeliveryLog ledger, AuditLog audit, SameBodies sameBodies, JdbcClient jdbc) {
        return new EventTimelines(events, ledger, audit, new NodeRoutes(jdbc), sameBodies);
    }

    @Bean
    SameBodies sameBodies(JdbcClient jdbc) {
        return new SameBodies(jdbc);
    }

    @Bean
    RecordRoutes recordRoutes(Node node, @Qualifier("searchJdbc") JdbcClient jdbc, Bundle bundle) {
        return new RecordRoutes(node, new NodeRoutes(jdbc), bundle);
    }
}
