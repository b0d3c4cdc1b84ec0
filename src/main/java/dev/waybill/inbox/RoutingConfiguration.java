package dev.waybill.inbox;

import dev.waybill.node.Node;
import dev.waybill.node.Signals;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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
    EventCommands eventCommands(@Qualifier("queueDataSource") DataSource database, InboxComponent inbox) {
        return new EventCommands(
                new TransactionTemplate(new JdbcTransactionManager(database)),
                JdbcClient.create(database),
                inbox::wake);
    }

    @Bean
    RouteMatching routeMatching(@Qualifier("queueDataSource") DataSource database, InboxComponent inbox) {
        return new RouteMatching(
                new TransactionTemplate(new JdbcTransactionManager(database)),
                JdbcClient.create(database),
                inbox::wake,
                RouteMatching.MOST);
    }

    @Bean
    Audit audit(DataSource database) {
        return new Audit(JdbcClient.create(database));
    }

    @Bean
    AuditChain auditChain(DataSource database) {
        return new AuditChain(
                new TransactionTemplate(new JdbcTransactionManager(database)), JdbcClient.create(database));
    }

    @Bean
    SealAudit sealAudit(AuditChain chain, Clock clock) {
        return new SealAudit(chain, clock);
    }

    @Bean
    Reading reading(Audit audit, Clock clock) {
        return new Reading(audit, clock);
    }

    @Bean
    AuditLog auditLog(DataSource database) {
        return new AuditLog(JdbcClient.create(database));
    }

    @Bean
    StuckCounts stuckCounts(DataSource database, RoutingSettings settings) {
        return new StuckCounts(JdbcClient.create(database), settings.attentionAfter());
    }

    @Bean
    LateEvents lateEvents(StuckCounts counts, MeterRegistry metrics) {
        return new LateEvents(counts, metrics);
    }

    @Bean
    EventLog eventLog(DataSource database, Readmission readmission) {
        return new EventLog(JdbcClient.create(database), readmission);
    }
}
