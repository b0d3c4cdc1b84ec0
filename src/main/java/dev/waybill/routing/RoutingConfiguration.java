package dev.waybill.routing;

import dev.waybill.cluster.Node;
import dev.waybill.cluster.NotifySender;
import dev.waybill.cluster.RescueOrphans;
import dev.waybill.inbox.ArrivalContext.TakeArrivals;
import dev.waybill.inbox.GroupCommit.ArrivalListener;
import dev.waybill.lease.LeasedWork;
import dev.waybill.sources.AllowedHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    LeasedWork inboxWork(Node node, NotifySender signals) {
        return new LeasedWork(node, signals, "inbox", Slots.DUE, "sources");
    }

    @Bean
    ArrivalListener wakeRouting(@Qualifier("inboxWork") LeasedWork work) {
        return sources -> sources.forEach(work::wake);
    }

    @Bean
    InboxComponent inboxComponent(
            RoutingSettings settings,
            InboxConsumers consumers,
            @Qualifier("inboxWork") LeasedWork work,
            TakeArrivals accept) {
        return new InboxComponent(settings, consumers, work, accept);
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
    InboxConsumers inboxConsumers(
            @Qualifier("inboxWork") LeasedWork work,
            @Qualifier("queueJdbc") JdbcClient jdbc,
            RoutedEvents routedEvents,
            AllowedHeaders allowed,
            MeterRegistry metrics,
            RoutingSettings settings) {
        Slots slots = new Slots(jdbc);
        RoutingQueue queue = new RoutingQueue(jdbc, allowed);
        RouteBackoff backoff = new RouteBackoff(settings.backoffFirst(), settings.backoffMost());
        CommitRouted commit = new CommitRouted(slots, queue, routedEvents, backoff, new RoutingMeters(metrics));
        return new InboxConsumers(work, slots, queue, commit);
    }

    @Bean
    RescueOrphans rescueSlots(@Qualifier("queueJdbc") JdbcClient jdbc) {
        return new RescueOrphans(Slots.ORPHANED, new Slots(jdbc)::rescue);
    }

    @Bean
    StuckCounts stuckCounts(JdbcClient jdbc, RoutingSettings settings) {
        return new StuckCounts(jdbc, settings.attentionAfter());
    }

    @Bean
    LateEvents lateEvents(StuckCounts counts, MeterRegistry metrics) {
        return new LateEvents(counts, metrics);
    }
}
