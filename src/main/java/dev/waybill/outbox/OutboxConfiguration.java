package dev.waybill.outbox;

import dev.waybill.cluster.Node;
import dev.waybill.cluster.NotifySender;
import dev.waybill.handover.CaptureSent;
import dev.waybill.handover.WatchCalls;
import dev.waybill.health.CircuitLog;
import dev.waybill.health.Circuits;
import dev.waybill.health.EndBackoff;
import dev.waybill.health.PauseByHub;
import dev.waybill.health.Rates;
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
class OutboxConfiguration {

    @Bean
    OutboxComponent outboxComponent(Queue queue, NotifySender signals) {
        return new OutboxComponent(queue, signals);
    }

    @Bean
    CamelContextConfiguration outboxInCamel(OutboxComponent outbox, OutboxSettings settings) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.addComponent("outbox", outbox);
                camel.getManagementStrategy().addEventNotifier(new WatchCalls(new CaptureSent((int)
                        settings.keepSent().toBytes())));
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // nothing to do
            }
        };
    }

    @Bean
    Queue queue(
            Node node,
            @Qualifier("queueDataSource") DataSource database,
            Settlements settlements,
            OutboxSettings settings,
            MeterRegistry metrics,
            Clock clock) {
        JdbcClient jdbc = JdbcClient.create(database);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        return new Queue(
                node,
                new Lanes(jdbc),
                new SettleAttempts(jdbc),
                new Circuits(jdbc),
                new EndBackoff(jdbc),
                new Rates(jdbc),
                new CircuitLog(metrics),
                transaction,
                new PauseByHub(transaction, jdbc, metrics),
                settlements,
                settings,
                clock);
    }

    @Bean
    Settlements settlements(@Qualifier("queueDataSource") DataSource database, MeterRegistry metrics) {
        return new Settlements(new SettleAttempts(JdbcClient.create(database)), new AttemptLog(metrics));
    }

    @Bean
    RescueLanes rescueLanes(@Qualifier("queueDataSource") DataSource database) {
        return new RescueLanes(new Lanes(JdbcClient.create(database)));
    }

    @Bean
    PlanDeliveries recordRouted(OutboxComponent outbox) {
        return new PlanDeliveries(outbox::wake);
    }

    @Bean
    DeliveryCommands deliveryCommands(@Qualifier("queueDataSource") DataSource database, OutboxComponent outbox) {
        return new DeliveryCommands(
                new TransactionTemplate(new JdbcTransactionManager(database)),
                JdbcClient.create(database),
                outbox::wake);
    }
}
