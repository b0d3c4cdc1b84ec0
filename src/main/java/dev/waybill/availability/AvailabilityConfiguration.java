package dev.waybill.availability;

import dev.waybill.availability.BacklogLimit.DeliveryBacklog;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
public class AvailabilityConfiguration {

    @Bean
    DatabaseOutage outage(@Qualifier("probeDataSource") DataSource probe, MeterRegistry meters) {
        return new DatabaseOutage(new ProbeDatabase(probe), meters);
    }

    /** Asked late for the deliveries: whoever makes them needs the inbox itself. */
    @Bean
    BacklogLimit highWater(
            JdbcClient jdbc,
            ObjectProvider<DeliveryBacklog> deliveries,
            BacklogLimitSettings settings,
            MeterRegistry meters) {
        UnroutedBacklog events = new UnroutedBacklog(jdbc);
        return new BacklogLimit(
                () -> deliveries.stream().map(DeliveryBacklog::latest).reduce(events.size(), BacklogSize::and),
                settings,
                meters);
    }

    @Bean
    ReaderTroubles readerTroubles() {
        return new ReaderTroubles();
    }

    @Bean
    Intake intake(DatabaseOutage outage, BacklogLimit highWater) {
        return new Intake(outage, highWater);
    }
}
