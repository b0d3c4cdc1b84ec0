package dev.waybill.destination;

import dev.waybill.health.Circuits;
import dev.waybill.health.DestinationHealth;
import dev.waybill.health.Pauses;
import dev.waybill.outbox.OutboxComponent;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans for destinations as operators see and command them. */
@Configuration(proxyBeanMethods = false)
class DestinationConfiguration {

    @Bean
    WatchCircuits watchCircuits(DestinationHealth health, OutboxComponent outbox) {
        return new WatchCircuits(health, outbox::wakeHere);
    }

    @Bean
    DestinationCommands destinationCommands(
            @Qualifier("queueJdbc") JdbcClient jdbc,
            @Qualifier("queueTransaction") TransactionTemplate transaction,
            Destinations destinations,
            OutboxComponent outbox) {
        return new DestinationCommands(transaction, jdbc, destinations::isKnown, outbox::wake);
    }

    @Bean
    Destinations destinations(JdbcClient jdbc, OutboxComponent outbox) {
        return new Destinations(new QueueStates(jdbc), new Pauses(jdbc), new Circuits(jdbc), outbox);
    }

    @Bean
    QueueGauges queueMetrics(JdbcClient jdbc, OutboxComponent outbox, MeterRegistry metrics) {
        return new QueueGauges(new QueueDepths(jdbc), outbox::consumes, metrics);
    }
}
