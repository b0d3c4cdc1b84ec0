package dev.waybill.inbox;

import io.micrometer.core.instrument.MeterRegistry;
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
    GroupCommit groupCommit(
            EventRows rows, IntakeSettings settings, ObjectProvider<ArrivalListener> listeners, MeterRegistry meters) {
        // asked at each flush: the router is made later, and needs the inbox itself
        ArrivalListener all = sources -> listeners.forEach(listener -> listener.arrived(sources));
        return new GroupCommit(rows, settings, all, meters);
    }

    @Bean
    Quarantine quarantine(
            @Qualifier("intakeDataSource") DataSource intake, QuarantineSettings settings, MeterRegistry meters) {
        return new Quarantine(intake, settings, new AtMost(settings.unverifiedPerSecond(), System::nanoTime), meters);
    }

    @Bean
    Inbox inbox(GroupCommit commit, EventRows rows, IntakeSettings settings, MeterRegistry meters) {
        return new Inbox(commit, rows, new IntakeMeters(meters), settings.answerWithin());
    }
}
