package dev.waybill.outbox;

import dev.waybill.cluster.Node;
import dev.waybill.cluster.NotifySender;
import dev.waybill.cluster.RescueOrphans;
import dev.waybill.health.CircuitLog;
import dev.waybill.health.Circuits;
import dev.waybill.health.DestinationHealth;
import dev.waybill.health.EndBackoff;
import dev.waybill.health.PauseByHub;
import dev.waybill.health.Rates;
import dev.waybill.lease.LeasedWork;
import dev.waybill.sources.AllowedHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

    @Bean
    LeasedWork outboxWork(Node node, NotifySender signals) {
        return new LeasedWork(node, signals, "outbox", Lanes.DUE, "destinations");
    }

    @Bean
    OutboxComponent outboxComponent(
            OutboxSettings settings, OutboxConsumers consumers, @Qualifier("outboxWork") LeasedWork work) {
        return new OutboxComponent(settings, consumers, work);
    }

    @Bean
    CamelContextConfiguration outboxInCamel(OutboxComponent outbox) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                outbox.joins(camel);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // nothing to do
            }
        };
    }

    @Bean
    OutboxConsumers outboxConsumers(
            @Qualifier("outboxWork") LeasedWork work,
            @Qualifier("queueJdbc") JdbcClient jdbc,
            @Qualifier("queueTransaction") TransactionTemplate transaction,
            HandOvers handOvers,
            Settlements settlements,
            DestinationHealth health,
            AllowedHeaders allowed,
            Clock clock) {
        Lanes lanes = new Lanes(jdbc, allowed);
        LeaseDue due = new LeaseDue(lanes, new SettleAttempts(jdbc), clock);
        LeaseWithinLimits leases = new LeaseWithinLimits(transaction, due, new Rates(jdbc));
        return new OutboxConsumers(work, lanes, leases, handOvers, settlements, health);
    }

    @Bean
    HandOvers handOvers(OutboxSettings settings, Clock clock) {
        return new HandOvers(settings.mappingTimeout(), clock);
    }

    @Bean
    DestinationHealth destinationHealth(
            @Qualifier("queueJdbc") JdbcClient jdbc,
            @Qualifier("queueTransaction") TransactionTemplate transaction,
            OutboxSettings settings,
            MeterRegistry metrics) {
        return new DestinationHealth(
                new Circuits(jdbc),
                new EndBackoff(jdbc),
                new CircuitLog(metrics),
                new PauseByHub(transaction, jdbc, metrics),
                settings.mappingFailures());
    }

    @Bean
    Settlements settlements(@Qualifier("queueJdbc") JdbcClient jdbc, MeterRegistry metrics) {
        return new Settlements(new SettleAttempts(jdbc), new AttemptLog(metrics));
    }

    @Bean
    RescueOrphans rescueLanes(@Qualifier("queueJdbc") JdbcClient jdbc) {
        return new RescueOrphans(Lanes.ORPHANED, new Lanes(jdbc)::rescue);
    }

    @Bean
    PlanDeliveries recordRouted(OutboxComponent outbox) {
        return new PlanDeliveries(outbox::wake);
    }

    @Bean
    DeliveryCommands deliveryCommands(
            @Qualifier("queueJdbc") JdbcClient jdbc,
            @Qualifier("queueTransaction") TransactionTemplate transaction,
            OutboxComponent outbox) {
        return new DeliveryCommands(transaction, jdbc, outbox::wake);
    }
}
