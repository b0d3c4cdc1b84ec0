package dev.waybill.inbox;

import dev.waybill.availability.DatabaseOutage;
import dev.waybill.inbox.GroupCommit.ArrivalListener;
import dev.waybill.sources.DoubtSettings;
import dev.waybill.sources.SourceDoubt;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans that store events; the webhook package and its route find them by name. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    EventRows eventRows(@Qualifier("intakeJdbc") JdbcClient intake) {
        return new EventRows(intake);
    }

    @Bean
    GroupCommit groupCommit(
            EventRows rows,
            IntakeSettings settings,
            ObjectProvider<ArrivalListener> listeners,
            DatabaseOutage outage,
            MeterRegistry meters) {
        // looked up at each flush: the router is created later, and needs the inbox itself
        ArrivalListener all = sources -> listeners.forEach(listener -> listener.arrived(sources));
        return new GroupCommit(rows, settings, all, outage, meters);
    }

    @Bean
    AcceptArrival accept(GroupCommit commit, IntakeSettings settings, MeterRegistry meters) {
        return new AcceptArrival(commit, new IntakeMeters(meters), settings.answerWithin());
    }

    @Bean
    Inbox inbox(EventRows rows) {
        return new Inbox(rows);
    }

    @Bean
    SourceDoubt doubt(EventRows rows, DoubtSettings settings, MeterRegistry meters, Clock clock) {
        return new SourceDoubt(settings, rows::hasAny, Thread::startVirtualThread, meters, System::nanoTime, clock);
    }
}
