package dev.waybill.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The storing half of the room: what the webhook room and its route find by name. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    EventRows eventRows(@Qualifier("intakeDataSource") DataSource intake) {
        return new EventRows(intake);
    }

    @Bean
    Outage outage(@Qualifier("probeDataSource") DataSource probe, MeterRegistry meters) {
        return new Outage(new ProbeDatabase(probe), meters);
    }

    @Bean
    Intake intake(Outage outage, HighWater highWater) {
        return new Intake(outage, highWater);
    }

    @Bean
    GroupCommit groupCommit(
            EventRows rows,
            IntakeSettings settings,
            ObjectProvider<ArrivalListener> listeners,
            Outage outage,
            MeterRegistry meters) {
        // asked at each flush: the router is made later, and needs the inbox itself
        ArrivalListener all = sources -> listeners.forEach(listener -> listener.arrived(sources));
        return new GroupCommit(rows, settings, all, outage, meters);
    }

    @Bean
    Accept accept(GroupCommit commit, IntakeSettings settings, MeterRegistry meters) {
        return new Accept(commit, new IntakeMeters(meters), settings.answerWithin());
    }

    @Bean
    Inbox inbox(EventRows rows) {
        return new Inbox(rows);
    }

    @Bean
    Doubt doubt(EventRows rows, DoubtSettings settings, MeterRegistry meters, Clock clock) {
        return new Doubt(settings, rows::hasAny, Thread::startVirtualThread, meters, System::nanoTime, clock);
    }
}
