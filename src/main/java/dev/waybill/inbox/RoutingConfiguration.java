package dev.waybill.inbox;

import dev.waybill.node.Node;
import dev.waybill.node.Signals;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    InboxComponent inboxComponent(Routing routing, Signals signals, Accept accept) {
        return new InboxComponent(routing, signals, accept);
    }

    /** By hand, because Camel finds the idempotent repository under the name that it would look this component up by. */
    @Bean
    CamelContextConfiguration inboxInCamel(InboxComponent inbox) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.addComponent("inbox", inbox);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // nothing is left to do
            }
        };
    }

    @Bean
    Routing routing(
            Node node,
            @Qualifier("queueDataSource") DataSource database,
            RoutedEvents routedEvents,
            MeterRegistry metrics,
            RoutingSettings settings) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new Routing(node, new Slots(jdbc), new Work(jdbc), routedEvents, new RoutingMeters(metrics), settings);
    }

    @Bean
    RescueSlots rescueSlots(@Qualifier("queueDataSource") DataSource database) {
        return new RescueSlots(new Slots(JdbcClient.create(database)));
    }

    @Bean
    StuckCounts stuckCounts(DataSource database, RoutingSettings settings) {
        return new StuckCounts(JdbcClient.create(database), settings.attentionAfter());
    }

    @Bean
    LateEvents lateEvents(StuckCounts counts, MeterRegistry metrics) {
        return new LateEvents(counts, metrics);
    }

    /** Asked late for the deliveries: whoever makes them needs the inbox itself. */
    @Bean
    HighWater highWater(
            @Qualifier("dataSource") DataSource database,
            ObjectProvider<UnfinishedDeliveries> deliveries,
            HighWaterSettings settings,
            MeterRegistry meters) {
        Work work = new Work(JdbcClient.create(database));
        return new HighWater(
                () -> deliveries.stream().map(UnfinishedDeliveries::latest).reduce(work.unfinished(), Unfinished::and),
                settings,
                meters);
    }
}
