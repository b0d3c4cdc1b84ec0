package dev.waybill.routing;

import dev.waybill.availability.BacklogLimit;
import dev.waybill.availability.BacklogLimitSettings;
import dev.waybill.availability.BacklogSize;
import dev.waybill.availability.DeliveryBacklog;
import dev.waybill.cluster.Node;
import dev.waybill.cluster.NotifySender;
import dev.waybill.inbox.AcceptArrival;
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
    InboxComponent inboxComponent(RoutingContext routing, NotifySender signals, AcceptArrival accept) {
        return new InboxComponent(routing, signals, accept);
    }

    /** Adds the component by hand. Camel would look it up by a name that the idempotent repository has. */
    @Bean
    CamelContextConfiguration inboxInCamel(InboxComponent inbox) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.addComponent("inbox", inbox);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // nothing to do
            }
        };
    }

    @Bean
    RoutingContext routing(
            Node node,
            @Qualifier("queueDataSource") DataSource database,
            RoutedEvents routedEvents,
            MeterRegistry metrics,
            RoutingSettings settings) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new RoutingContext(
                node, new Slots(jdbc), new RoutingQueue(jdbc), routedEvents, new RoutingMeters(metrics), settings);
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

    /** Looks up the deliveries late: their owner needs the inbox itself. */
    @Bean
    BacklogLimit highWater(
            @Qualifier("dataSource") DataSource database,
            ObjectProvider<DeliveryBacklog> deliveries,
            BacklogLimitSettings settings,
            MeterRegistry meters) {
        RoutingQueue work = new RoutingQueue(JdbcClient.create(database));
        return new BacklogLimit(
                () -> deliveries.stream().map(DeliveryBacklog::latest).reduce(work.unfinished(), BacklogSize::and),
                settings,
                meters);
    }
}
