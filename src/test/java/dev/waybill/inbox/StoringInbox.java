package dev.waybill.inbox;

import dev.waybill.availability.AvailabilityConfiguration;
import dev.waybill.database.DatabaseClients;
import dev.waybill.inbox.ArrivalContext.TakeArrivals;
import dev.waybill.quarantine.QuarantineConfiguration;
import dev.waybill.routing.InboxComponent;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The storing half of the inbox, to be imported by tests of what stands before it: nothing can be consumed. */
@Import({
    IntakeConfiguration.class,
    AvailabilityConfiguration.class,
    QuarantineConfiguration.class,
    DatabaseClients.class
})
public class StoringInbox {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CamelContextConfiguration inboxInCamel(TakeArrivals accept) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.addComponent("inbox", new InboxComponent(null, null, null, accept));
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {}
        };
    }
}
