package dev.waybill.destination;

import dev.waybill.health.Circuits;
import dev.waybill.health.Pauses;
import dev.waybill.outbox.OutboxComponent;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans for destinations as operators see and command them. */
@Configuration(proxyBeanMethods = false)
class DestinationConfiguration {

    @Bean
    WatchCircuits watchCircuits(OutboxComponent outbox) {
        return new WatchCircuits(outbox);
    }

    @Bean
    DestinationCommands destinationCommands(
            @Qualifier("queueDataSource") DataSource database, Destinations destinations, OutboxComponent outbox) {
        return new DestinationCommands(
                new TransactionTemplate(new JdbcTransactionManager(database)),
                JdbcClient.create(database),
                destinations::isKnown,
                outbox::wake);
    }

    @Bean
    Destinations destinations(DataSource database, OutboxComponent outbox) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new Destinations(new QueueStates(jdbc), new Pauses(jdbc), new Circuits(jdbc), outbox);
    }

    @Bean
    QueueGauges queueMetrics(DataSource database, OutboxComponent outbox, MeterRegistry metrics) {
        return new QueueGauges(new QueueDepths(JdbcClient.create(database)), outbox::consumes, metrics);
    }
}
